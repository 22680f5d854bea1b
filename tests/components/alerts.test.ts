import { describe, expect, it } from 'vitest';
import { applyAlert } from '@/components/alerts/apply-alert';
import type { OpenAlerts } from '@/lib/live/alert-news';
import { alertNews } from '../support/alert-news';

const EMPTY: OpenAlerts = { at: '2026-11-22T02:00:00.000Z', seq: 4, open: 0, alerts: [] };

const ids = (list: OpenAlerts) => list.alerts.map((a) => a.id);

describe('the list of open alerts', () => {
  it('has the heaviest first, then the newest', () => {
    const list = [alertNews(5), alertNews(6, { level: 'critical' }), alertNews(7)].reduce(applyAlert, EMPTY);
    expect(ids(list)).toEqual(['alert-6', 'alert-7', 'alert-5']);
    expect(list).toMatchObject({ seq: 7, open: 3 });
  });

  it('lets a closed one go', () => {
    const list = [alertNews(5), alertNews(6, { id: 'alert-5', state: 'closed' })].reduce(applyAlert, EMPTY);
    expect(list).toMatchObject({ seq: 6, open: 0, alerts: [] });
  });

  it('is not moved by news that it already holds, in any order', () => {
    const list = [alertNews(5), alertNews(8, { id: 'alert-5', level: 'warning' })].reduce(applyAlert, EMPTY);
    expect(applyAlert(list, alertNews(5))).toBe(list);
    expect(applyAlert(list, alertNews(3))).toBe(list);
  });
});
