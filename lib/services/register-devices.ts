import type { Actor } from '@/lib/auth/actor';
import { isSmpError, SmpError } from '@/lib/errors';
import { type DeviceRow, parseDeviceList } from '@/lib/ingest/parse-device-list';
import type { Db } from '@/lib/store/prisma-client';
import { type RegisterDeps, type RegisteredDevice, registerDevice } from './register-device';

/** What became of one row: its code, or why it was refused. */
export type RegisteredRow = DeviceRow &
  (
    | { readonly ok: true; readonly device: RegisteredDevice }
    | { readonly ok: false; readonly error: SmpError }
  );

const ROLES = ['operator', 'enumerator'];

/**
 * Registers all devices of a list as pending, each with a code. Each row stands for itself: what can be registered
 * is, and every other says why not.
 *
 * @throws SmpError INVALID when the list itself cannot be read
 */
export async function registerDevices(
  deps: RegisterDeps & { readonly db: Db },
  actor: Actor,
  csv: string,
  codeMinutes: number,
): Promise<readonly RegisteredRow[]> {
  const list = parseDeviceList(csv);
  if (!list.ok) throw refused('body', 'bad_list', list.message);
  const seen = new Set<string>();
  const done: RegisteredRow[] = [];
  for (const row of list.rows) {
    try {
      if (seen.has(row.deviceId))
        throw refused('device_id', 'repeated', 'This id stands in the list before.');
      seen.add(row.deviceId);
      if (!ROLES.includes(row.role)) throw refused('role', 'unknown_role', 'Write operator or enumerator.');
      const held = await deps.db.device.findUnique({ where: { id: row.deviceId } });
      if (held !== null) throw refused('device_id', 'known', 'This device is registered already.');
      const input = { ...row, marketCode: row.marketId, pending: true, codeMinutes };
      done.push({ ...row, ok: true, device: await registerDevice(deps, actor, input) });
    } catch (error) {
      if (!isSmpError(error) || error.code === 'FORBIDDEN') throw error;
      done.push({ ...row, ok: false, error });
    }
  }
  return done;
}

function refused(field: string, code: string, message: string): SmpError {
  return new SmpError('INVALID', message, { errors: [{ field, code, message }] });
}
