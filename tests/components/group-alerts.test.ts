import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aloneAlerts,
  firstOpened,
  furthest,
  groupAlerts,
  levelCounts,
} from '@/components/alerts/group-alerts';
import { type AlertNews, heaviestFirst } from '@/lib/live/alert-news';
import { ALERT_LEVELS, PUBLIC_ALERT_KINDS } from '@/lib/market/alert';
import { alertNews } from '../support/alert-news';

const anyAlert = fc
  .record({
    kind: fc.constantFrom(...PUBLIC_ALERT_KINDS),
    level: fc.constantFrom(...ALERT_LEVELS),
    commodity: fc.constantFrom(null, 'gula-konsumsi', 'telur-ayam-ras'),
    evidence: fc.record({ change: fc.constantFrom(-0.2, 0.1), gap: fc.constantFrom(0.05, 0.3) }),
  })
  .map((change) => (seq: number) => alertNews(seq, change));
const anyList = fc
  .array(anyAlert, { minLength: 1, maxLength: 30 })
  .map((made) => made.map((make, seq) => make(seq)).sort(heaviestFirst));

const about = ({ kind, commodity }: AlertNews) => `${kind} ${commodity}`;

describe('alerts put together', () => {
  it('lose none and repeat none, and each stands with its own kind and commodity', () => {
    fc.assert(
      fc.property(anyList, (alerts) => {
        const groups = groupAlerts(alerts);
        const together = groups.flatMap((g) => g.alerts);
        expect(together.map((a) => a.seq).sort()).toEqual(alerts.map((a) => a.seq).sort());
        for (const group of groups) expect(new Set(group.alerts.map(about)).size).toBe(1);
        expect(new Set(groups.map((g) => g.key)).size).toBe(groups.length);
      }),
    );
  });

  it('stand heaviest first, in a group and among groups', () => {
    fc.assert(
      fc.property(anyList, (alerts) => {
        const groups = groupAlerts(alerts);
        for (const { alerts: members } of groups) expect([...members].sort(heaviestFirst)).toEqual(members);
        const heads = groups.map((g) => ALERT_LEVELS.indexOf(g.alerts[0].level));
        expect([...heads].sort().reverse()).toEqual(heads);
      }),
    );
  });

  it('of one level begin with what people wrote, then with what is that heavy in most places', () => {
    const several = (
      commodity: string,
      count: number,
      first: number,
      level: AlertNews['level'] = 'critical',
    ) => Array.from({ length: count }, (_, n) => alertNews(first + n, { commodity, level }));
    const alerts = [
      ...several('sugar', 2, 1),
      ...several('eggs', 3, 10),
      ...several('rice', 9, 20, 'warning'),
      ...several('sugar', 1, 30, 'info'),
      alertNews(5, { kind: 'manual', level: 'critical', commodity: null }),
    ].sort(heaviestFirst);
    const order = groupAlerts(alerts).map(({ kind, commodity, alerts: { length } }) => [
      kind === 'manual' ? kind : commodity,
      length,
    ]);
    expect(order).toEqual([
      ['manual', 1],
      ['eggs', 3],
      ['sugar', 3],
      ['rice', 9],
    ]);
  });

  it('keep a rise apart from a fall, and what each person wrote apart', () => {
    const moves = [0.1, -0.1, 0.2].map((change, seq) => alertNews(seq, { evidence: { change } }));
    expect(groupAlerts(moves).map((g) => g.alerts.length)).toEqual([2, 1]);
    const written = [1, 2].map((seq) => alertNews(seq, { kind: 'manual' }));
    expect(groupAlerts(written)).toHaveLength(2);
    expect(aloneAlerts(moves).map((g) => g.alerts.length)).toEqual([1, 1, 1]);
  });

  it('are told by their levels, the furthest of them and the first', () => {
    const [first, later] = ['2026-11-20T02:00:00.000Z', '2026-11-22T02:00:00.000Z'] as const;
    const alerts = [
      alertNews(3, { level: 'critical', opened_at: later, evidence: { gap: 0.2 } }),
      alertNews(2, { level: 'info', opened_at: first, evidence: { gap: 0.4 } }),
      alertNews(1, { level: 'info', opened_at: later, evidence: {} }),
    ] as const;
    expect(levelCounts(alerts)).toEqual([
      ['critical', 1],
      ['info', 2],
    ]);
    expect(furthest(alerts)).toBe(0.4);
    expect(furthest([alertNews(1, { evidence: { change: -0.3 } })])).toBe(0.3);
    expect(firstOpened(alerts)).toBe(Date.parse(first));
  });
});
