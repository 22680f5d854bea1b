import { describe, expect, it } from 'vitest';
import { applyAlert } from '@/components/alerts/apply-alert';
import type { AlertNews, OpenAlerts } from '@/lib/live/alert-news';

const EMPTY: OpenAlerts = { at: '2026-11-22T02:00:00.000Z', seq: 4, open: 0, alerts: [] };

function news(seq: number, change: Partial<AlertNews> = {}): AlertNews {
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
    text: { id: 'Terdeteksi', en: 'Seen' },
    ...change,
  };
}

const ids = (list: OpenAlerts) => list.alerts.map((a) => a.id);

describe('the list of open alerts', () => {
  it('has the heaviest first, then the newest', () => {
    const list = [news(5), news(6, { level: 'critical' }), news(7)].reduce(applyAlert, EMPTY);
    expect(ids(list)).toEqual(['alert-6', 'alert-7', 'alert-5']);
    expect(list).toMatchObject({ seq: 7, open: 3 });
  });

  it('lets a closed one go', () => {
    const list = [news(5), news(6, { id: 'alert-5', state: 'closed' })].reduce(applyAlert, EMPTY);
    expect(list).toMatchObject({ seq: 6, open: 0, alerts: [] });
  });

  it('is not moved by news that it already holds, in any order', () => {
    const list = [news(5), news(8, { id: 'alert-5', level: 'warning' })].reduce(applyAlert, EMPTY);
    expect(applyAlert(list, news(5))).toBe(list);
    expect(applyAlert(list, news(3))).toBe(list);
  });
});
