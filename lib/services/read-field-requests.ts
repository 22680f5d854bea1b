import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { FieldRequest } from '@/lib/live/field';
import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import { readRequests } from '@/lib/store/review/read-requests';
import { toldCommodity } from './told-commodity';

/**
 * What reviewers ask whoever has a device now to report again: questions about prices of theirs that are neither answered
 * by a newer report of the same commodity, nor withdrawn, nor past their time.
 */
export async function readFieldRequests(
  deps: { readonly pool: Pool; readonly clock: Clock; catalog(): Catalog },
  device: { readonly deviceId: string; readonly marketId: number },
): Promise<{ readonly requests: readonly FieldRequest[] }> {
  const catalog = deps.catalog();
  const rows = await readRequests(deps.pool, device, deps.clock.now());
  return {
    requests: rows.map((r) => {
      return {
        id: r.id,
        observation: r.observationId,
        ...toldCommodity(catalog, r.commodityId),
        price: r.price,
        observed_at: isoTime(r.observedAt),
        reason: r.reason,
        question: r.note,
        asked_at: isoTime(r.askedAt),
        due_at: isoTime(r.dueAt),
      };
    }),
  };
}
