import type { Pool } from 'pg';
import type { Actor } from '@/lib/auth/actor';
import { may } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { AlertNews } from '@/lib/live/alert-news';
import type { AlertLevel } from '@/lib/market/alert';
import type { Catalog } from '@/lib/market/catalog';
import { withAlerts } from '@/lib/store/alerts/write-alerts';
import type { AlertFeed } from './alert-feed';
import { findArea } from './find-area';
import { unknownCommodity } from './read-map';
import { sealAct } from './seal-act';

export interface TriggerInput {
  readonly level: AlertLevel;
  /** In Indonesian, or in whatever language it is said. */
  readonly message: string;
  readonly message_en?: string;
  readonly source: string;
  readonly commodity?: string;
  readonly market_id?: string;
  readonly region?: number;
}

export interface TriggerDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  readonly alerts: AlertFeed;
}

/**
 * Raises an alert by hand; it stays open until a person closes it.
 *
 * @returns the alert, which everybody who follows has been told
 * @throws SmpError FORBIDDEN, NOT_FOUND
 */
export async function triggerAlert(deps: TriggerDeps, actor: Actor, input: TriggerInput): Promise<AlertNews> {
  const catalog = deps.catalog();
  const commodity =
    input.commodity === undefined ? null : (catalog.commodityByCode.get(input.commodity) ?? null);
  if (input.commodity !== undefined && commodity === null) throw unknownCommodity(deps, input.commodity);
  const area = findArea(deps, input);
  const marketId = area.level === 2 ? area.id : null;
  const regionId = area.level === 1 ? area.id : (catalog.markets.get(marketId ?? 0)?.regionId ?? null);
  if (!may(actor, 'raise alerts', { marketId, regionId }))
    throw new SmpError('FORBIDDEN', 'Only officials of this place may raise alerts for it.');
  const { level, message, message_en, source } = input;
  const evidence = { message, source, ...(message_en === undefined ? {} : { message_en }) };
  const at = deps.clock.now();
  const place = { commodityId: commodity?.id ?? null, regionId, marketId };
  const opening = { kind: 'manual', level, ...place, deviceId: null, simulated: false, evidence };
  const id = await withAlerts(deps.pool, true, async (writer) => {
    const opened = await writer.open(opening, at);
    await sealAct(writer.ledger, actor, {
      at,
      action: 'alert.trigger',
      subject: `alert:${opened}`,
      before: null,
      after: { level, ...place, ...evidence },
      requestId: null,
    });
    return opened;
  });
  await deps.alerts.refresh();
  const news = deps.alerts.open().alerts.find((alert) => alert.id === id);
  if (news === undefined) throw new Error(`alert ${id} was written and cannot be read`);
  return news;
}
