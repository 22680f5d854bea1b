import { z } from 'zod';
import { isSmpError } from '@/lib/errors';
import { shownConfig } from '@/lib/market/device-config';
import { DEVICE_STATES } from '@/lib/market/device-state';
import { findDevices } from '@/lib/services/find-devices';
import { handDevice } from '@/lib/services/hand-device';
import { moveDevice } from '@/lib/services/move-device';
import { openSingle } from '@/lib/services/open-body';
import { registerDevices } from '@/lib/services/register-devices';
import { renewDeviceCode } from '@/lib/services/renew-device-code';
import { setDevice } from '@/lib/services/set-device';
import type { Asked } from './asked';
import { door } from './door';
import { enrolmentOf } from './enrolment';
import { json } from './json';
import { personOf } from './person';
import { toProblem } from './problem';
import { parseFields, parseQuery, wholeNumber } from './query';
import { readJsonText } from './read-body';
import { shownDevice } from './shown-device';

const SMALL_BODY = 64 * 1024;
const ids = z.array(z.string().min(1).max(64)).min(1).max(200);
const yesNo = z.enum(['0', '1']);
const isYes = (value: '0' | '1' | undefined) => (value === undefined ? undefined : value === '1');

export const devicesQuery = z.strictObject({
  state: z.enum(DEVICE_STATES).optional(),
  market_id: z.string().min(1).max(64).optional(),
  region: wholeNumber(11, 99).optional(),
  group: z.string().min(1).max(64).optional(),
  silent: yesNo.optional(),
  simulated: yesNo.optional(),
  q: z.string().min(1).max(64).optional(),
  cursor: z.string().max(64).optional(),
  limit: wholeNumber(1, 500).default(100),
});

/** `GET /api/devices`: the devices that somebody looks after. */
export const devicesDoor = door('devices', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see devices');
  const { q, cursor, market_id, region, silent, simulated, ...rest } = parseQuery(request, devicesQuery);
  // A market that does not exist has no devices.
  const marketId =
    market_id === undefined ? undefined : (runtime.catalog().marketByCode.get(market_id)?.id ?? -1);
  const filter = {
    ...rest,
    marketId,
    regionId: region,
    silent: isYes(silent),
    simulated: isYes(simulated),
    text: q,
    after: cursor,
  };
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const page = await findDevices(runtime, actor, { ...given, limit: rest.limit });
  const catalog = runtime.catalog();
  return json({ devices: page.devices.map((d) => shownDevice(catalog, d)), next_cursor: page.next });
});

export const deviceAct = z.strictObject({
  device_ids: ids,
  action: z.enum(['suspend', 'resume', 'revoke', 'retire']),
  reason: z.string().trim().min(1).max(300).optional(),
});

/** `POST /api/devices/act`: suspends, resumes, revokes or retires; each device stands for itself. */
export const deviceActDoor = door('device-act', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'manage devices');
  const { device_ids, action, reason } = parseFields(await oneObject(request), deviceAct);
  const requestId = request.headers.get('x-request-id');
  const results = await eachDevice(device_ids, async (deviceId) => ({
    state: await moveDevice(runtime, actor, { deviceId, move: action, reason: reason ?? null, requestId }),
  }));
  await runtime.devices.refresh();
  return json({ results });
});

const MAX_CODE_MINUTES = 7 * 24 * 60;
const codeMinutes = z.coerce.number().int().min(1).max(MAX_CODE_MINUTES);

export const deviceCode = z.strictObject({
  device_ids: ids,
  valid_minutes: codeMinutes.default(10),
});

/** `POST /api/devices/code`: a new one-time code with its QR for each device. */
export const deviceCodeDoor = door('device-code', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'manage devices');
  const { device_ids, valid_minutes } = parseFields(await oneObject(request), deviceCode);
  const requestId = request.headers.get('x-request-id');
  const results = await eachDevice(device_ids, async (deviceId) => {
    const made = await renewDeviceCode(runtime, actor, { deviceId, minutes: valid_minutes, requestId });
    const market_id = runtime.catalog().markets.get(made.marketId)?.code;
    return { market_id, ...(await enrolmentOf(runtime, request, made.code, made.expiresAt)) };
  });
  await runtime.devices.refresh();
  return json({ results });
});

export const deviceSettings = z.strictObject({
  device_ids: ids,
  group: z.string().trim().min(1).max(64).nullable().optional(),
  interval_seconds: z.number().min(1).max(604_800).nullable().optional(),
  commodities: z.array(z.string().min(1).max(64)).min(1).max(50).nullable().optional(),
});

/** `POST /api/devices/settings`: what devices are asked for, and the group that they belong to. */
export const deviceSettingsDoor = door('device-settings', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'manage devices');
  const { device_ids, group, interval_seconds, commodities } = parseFields(
    await oneObject(request),
    deviceSettings,
  );
  const settings = {
    ...(group === undefined ? {} : { group }),
    ...(interval_seconds === undefined ? {} : { intervalSeconds: interval_seconds }),
    ...(commodities === undefined ? {} : { commodities }),
  };
  const requestId = request.headers.get('x-request-id');
  const results = await eachDevice(device_ids, async (deviceId) => {
    const held = await setDevice(runtime, actor, { deviceId, settings, requestId });
    return { group: held.group, config: shownConfig(held.config) };
  });
  await runtime.devices.refresh();
  return json({ results });
});

export const devicePerson = z.strictObject({
  device_ids: ids,
  person: z.string().trim().min(3).max(254).nullable().meta({
    description: 'E-mail address of who reports with them; null for nobody',
  }),
});

/** `POST /api/devices/person`: who reports with each device from now on. */
export const devicePersonDoor = door('device-person', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'register devices');
  const { device_ids, person: email } = parseFields(await oneObject(request), devicePerson);
  const requestId = request.headers.get('x-request-id');
  const results = await eachDevice(device_ids, async (deviceId) => ({
    person: await handDevice(runtime, actor, { deviceId, email, requestId }),
  }));
  return json({ results });
});

const IMPORT_MINUTES = 24 * 60;
export const deviceImport = z.strictObject({
  csv: z.string().min(1).meta({
    description:
      'UTF-8 with a header: market_id, device_id, and role, group and person (an e-mail address) if wanted; up to 500 rows',
  }),
  valid_minutes: codeMinutes.default(IMPORT_MINUTES),
});

/** `POST /api/devices/import`: registers a list; each row is answered with its code or with what is wrong. */
export const deviceImportDoor = door('device-import', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'register devices');
  const { csv, valid_minutes } = parseFields(openSingle(await readJsonText(request)), deviceImport);
  const rows = await registerDevices(runtime, actor, csv, valid_minutes);
  await runtime.devices.refresh();
  const results = await Promise.all(
    rows.map(async (row) => {
      const named = { line: row.line, device_id: row.deviceId, market_id: row.marketId };
      if (!row.ok) return { ...named, ...toProblem(row.error) };
      const { enrolmentCode, enrolmentExpiresAt } = row.device;
      return {
        ...named,
        status: 201,
        ...(await enrolmentOf(runtime, request, enrolmentCode, enrolmentExpiresAt)),
      };
    }),
  );
  const registered = rows.filter((row) => row.ok).length;
  return json({ registered, refused: rows.length - registered, results });
});

/** Each device is answered for itself; what was not foreseen ends the whole request. */
async function eachDevice(
  deviceIds: readonly string[],
  work: (deviceId: string) => Promise<object>,
): Promise<readonly object[]> {
  const results: object[] = [];
  for (const device_id of new Set(deviceIds)) {
    try {
      results.push({ device_id, status: 200, ...(await work(device_id)) });
    } catch (error) {
      if (!isSmpError(error) || error.code === 'FORBIDDEN' || error.code === 'INVALID') throw error;
      results.push({ device_id, ...toProblem(error) });
    }
  }
  return results;
}

async function oneObject(request: Asked): Promise<unknown> {
  return openSingle(await readJsonText(request, SMALL_BODY));
}
