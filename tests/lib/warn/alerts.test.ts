import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_KINDS, ALERT_LEVELS } from '@/lib/market/alert';
import { type AssessInput, assess, type MarketNow, type ProvinceNow } from '@/lib/warn/assess';
import { type Condition, conditionKey, levelRank } from '@/lib/warn/condition';
import { type OpenAlert, planAlerts } from '@/lib/warn/plan';

const NOW = Date.UTC(2026, 0, 15);
const HOUR = 3_600_000;
const QUIET: ProvinceNow = {
  commodityId: 1,
  regionId: 31,
  price: 10_000,
  markets: 4,
  simulated: false,
  change: 0,
  impact: 10,
  reference: { kind: 'HET', high: 12_000, regulation: 'Perbadan 5/2024' },
};

function called(province: Partial<ProvinceNow>, more: Partial<AssessInput> = {}): readonly Condition[] {
  return assess({
    provinces: [{ ...QUIET, ...province }],
    markets: [],
    threshold: 0.6,
    open: new Set(),
    now: NOW,
    ...more,
  });
}

const levels = (found: readonly Condition[]) => found.map((c) => `${c.kind} ${c.level}`);

describe('what calls for an alert', () => {
  it('is an unusual and large move, either way, by size', () => {
    expect(levels(called({ change: 0.06, impact: 80 }))).toEqual(['impact info']);
    expect(levels(called({ change: -0.12, impact: 90 }))).toEqual(['impact warning']);
    expect(levels(called({ change: 0.25, impact: 99 }))).toEqual(['impact critical']);
  });

  it('is not a rare move that is small, nor a large one that is usual there', () => {
    expect(called({ change: 0.04, impact: 99 })).toEqual([]);
    expect(called({ change: 0.2, impact: 59 })).toEqual([]);
    expect(called({ change: null, impact: null })).toEqual([]);
  });

  it('follows the threshold that is set', () => {
    expect(called({ change: 0.1, impact: 85 }, { threshold: 0.9 })).toEqual([]);
    expect(levels(called({ change: 0.1, impact: 85 }, { threshold: 0.8 }))).toEqual(['impact warning']);
  });

  it('is a price above the reference in force, and none where there is no reference', () => {
    expect(called({ price: 12_000 })).toEqual([]);
    expect(levels(called({ price: 12_500 }))).toEqual(['reference info']);
    expect(levels(called({ price: 13_500 }))).toEqual(['reference warning']);
    expect(levels(called({ price: 15_500 }))).toEqual(['reference critical']);
    expect(called({ price: 50_000, reference: null })).toEqual([]);
  });

  it('stays a little longer than it comes, so that none flickers', () => {
    const [move] = called({ change: 0.06, impact: 80 });
    const [above] = called({ price: 12_500 });
    const open = new Set([move, above].flatMap((c) => (c === undefined ? [] : [conditionKey(c)])));
    expect(called({ change: 0.04, impact: 80 })).toEqual([]);
    expect(levels(called({ change: 0.04, impact: 80 }, { open }))).toEqual(['impact info']);
    expect(called({ price: 12_050 })).toEqual([]);
    expect(levels(called({ price: 12_050 }, { open }))).toEqual(['reference info']);
    expect(called({ price: 12_000 }, { open })).toEqual([]);
  });

  it.each([
    [35, []],
    [37, ['silent info']],
    [73, ['silent warning']],
    [15 * 24, []],
  ] as const)('knows a market that was last heard %i hours ago', (hours, expected) => {
    const market: MarketNow = { marketId: 7, regionId: 31, lastHeard: NOW - hours * HOUR, simulated: false };
    const found = assess({ provinces: [], markets: [market], threshold: 0.6, open: new Set(), now: NOW });
    expect(levels(found)).toEqual(expected);
  });
});

const condition = fc.record<Condition>({
  kind: fc.constantFrom(...ALERT_KINDS.filter((k) => k !== 'manual')),
  level: fc.constantFrom(...ALERT_LEVELS),
  commodityId: fc.constantFrom(null, 1, 2),
  regionId: fc.constantFrom(null, 31, 32),
  marketId: fc.constantFrom(null, 7),
  simulated: fc.boolean(),
  evidence: fc.constant({}),
});
const distinct = fc.uniqueArray(condition, { selector: conditionKey, maxLength: 12 });

describe('the plan', () => {
  it('leaves open exactly what is called for, each once, and lowers no level', () => {
    fc.assert(
      fc.property(distinct, distinct, (before, now) => {
        const open = before.map((c, i): OpenAlert => ({ ...c, id: String(i) }));
        const plan = planAlerts(open, now);
        const risen = new Map(plan.rising.map((a) => [a.id, a]));
        const closed = new Set(plan.closing.map((a) => a.id));
        const after = open.filter((a) => !closed.has(a.id)).map((a) => risen.get(a.id) ?? a);
        const keys = [...after, ...plan.opening].map(conditionKey);
        expect([...keys].sort()).toEqual(now.map(conditionKey).sort());
        for (const alert of after) {
          const was = open.find((a) => a.id === alert.id);
          expect(levelRank(alert.level)).toBeGreaterThanOrEqual(levelRank(was?.level ?? 'info'));
        }
      }),
    );
  });

  it('changes nothing when nothing changed', () => {
    fc.assert(
      fc.property(distinct, (conditions) => {
        const open = conditions.map((c, i): OpenAlert => ({ ...c, id: String(i) }));
        expect(planAlerts(open, conditions)).toEqual({ opening: [], rising: [], closing: [] });
      }),
    );
  });

  it('leaves to people what people raised', () => {
    const manual: OpenAlert = { ...(called({ price: 15_500 })[0] as Condition), kind: 'manual', id: 'm' };
    expect(planAlerts([manual], []).closing).toEqual([]);
  });
});
