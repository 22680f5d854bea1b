import type { AlertNews } from '@/lib/live/alert-news';

/** An open alert, the `seq`th change of any; `change` replaces members. */
export function alertNews(seq: number, change: Partial<AlertNews> = {}): AlertNews {
  return {
    type: 'alert',
    seq,
    id: `alert-${seq}`,
    kind: 'impact',
    level: 'info',
    state: 'open',
    commodity: 'beras-medium',
    region_id: 31,
    market_id: null,
    opened_at: '2026-11-22T02:00:00.000Z',
    closed_at: null,
    simulated: false,
    evidence: {},
    text: { id: `Terdeteksi ${seq}.`, en: `Seen ${seq}.` },
    ...change,
  };
}
