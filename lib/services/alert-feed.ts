import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { type AlertNews, heaviestFirst, type OpenAlerts } from '@/lib/live/alert-news';
import { type AlertEvidence, type AlertKind, type AlertLevel, isPublicAlert } from '@/lib/market/alert';
import type { Catalog } from '@/lib/market/catalog';
import { isoTime } from '@/lib/market/iso-time';
import { type AlertRow, readAlertSeq, readAlertsSince, readOpenAlerts } from '@/lib/store/alerts/alert-rows';
import { alertWords } from './alert-words';

export interface AlertFeedDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
  /** A listener that throws harms neither the others nor the feed. */
  readonly onError: (error: unknown) => void;
}

/**
 * The open alerts, in process, as the database has them; whoever writes there, every instance learns it. Those
 * about devices are for officials: neither listeners nor the public list hear of them.
 */
export interface AlertFeed {
  /** Reads all that is open. */
  load(): Promise<void>;
  /** Takes in what changed since and tells it. */
  refresh(): Promise<void>;
  /** Those that everybody may read. */
  open(): OpenAlerts;
  /** All of them. */
  openToOfficials(): OpenAlerts;
  /** @returns a function that ends the subscription */
  subscribe(listener: (changed: AlertNews) => void): () => void;
}

export function createAlertFeed(deps: AlertFeedDeps): AlertFeed {
  const open = new Map<string, AlertNews>();
  const listeners = new Set<(changed: AlertNews) => void>();
  let seq = 0;
  const take = (row: AlertRow): AlertNews => {
    const news = toNews(deps.catalog(), row);
    if (row.state === 'open') open.set(row.id, news);
    else open.delete(row.id);
    seq = Math.max(seq, row.seq);
    return news;
  };
  const list = (alerts: readonly AlertNews[]): OpenAlerts => ({
    at: isoTime(deps.clock.now()),
    seq,
    open: alerts.length,
    alerts: [...alerts].sort(heaviestFirst),
  });
  const tell = (news: AlertNews) => {
    if (!isPublicAlert(news.kind)) return;
    for (const listener of listeners) {
      try {
        listener(news);
      } catch (error) {
        deps.onError(error);
      }
    }
  };
  return {
    async load() {
      seq = await readAlertSeq(deps.pool);
      open.clear();
      for (const row of await readOpenAlerts(deps.pool)) take(row);
    },
    async refresh() {
      for (const row of await readAlertsSince(deps.pool, seq)) {
        // A turn that overlaps this one may have told it.
        if (row.seq > seq) tell(take(row));
      }
    },
    open: () => list([...open.values()].filter(({ kind }) => isPublicAlert(kind))),
    openToOfficials: () => list([...open.values()]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function toNews(catalog: Catalog, row: AlertRow): AlertNews {
  // These columns are written by the verbs of this folder and by nobody else.
  const kind = row.kind as AlertKind;
  const evidence = row.evidence as AlertEvidence;
  return {
    type: 'alert',
    seq: row.seq,
    id: row.id,
    kind,
    level: row.level as AlertLevel,
    state: row.state,
    commodity: catalog.commodities.get(row.commodityId ?? 0)?.code ?? null,
    region_id: row.regionId,
    market_id: catalog.markets.get(row.marketId ?? 0)?.code ?? null,
    opened_at: isoTime(row.openedAt),
    closed_at: row.closedAt === null ? null : isoTime(row.closedAt),
    simulated: row.simulated,
    evidence,
    text: alertWords(catalog, { ...row, kind, evidence }),
  };
}
