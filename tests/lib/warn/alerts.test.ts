import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_KINDS, ALERT_LEVELS } from '@/lib/market/alert';
import { rulesOf, type StoredRule } from '@/lib/market/alert-rules';
import {
  type AssessInput,
  assess,
  type DeviceNow,
  type MarketNow,
  type ProvinceNow,
} from '@/lib/warn/assess';
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

const NOTHING: AssessInput = {
  provinces: [],
  markets: [],
  devices: [],
  rules: rulesOf([], 0.6),
  open: new Set(),
  now: NOW,
};

const rulesWith = (threshold: number, ...stored: StoredRule[]) => rulesOf(stored, threshold);
const stored = (kind: string, commodityId: number, enabled: boolean, figures: object): StoredRule => ({
  kind,
  commodityId,
  enabled,
  figures: { ...figures },
});

function called(province: Partial<ProvinceNow>, more: Partial<AssessInput> = {}): readonly Condition[] {
  return assess({
    ...NOTHING,
    provinces: [{ ...QUIET, ...province }],
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
    expect(called({ change: 0.1, impact: 85 }, { rules: rulesWith(0.9) })).toEqual([]);
    expect(levels(called({ change: 0.1, impact: 85 }, { rules: rulesWith(0.8) }))).toEqual([
      'impact warning',
    ]);
  });

  it('follows the rules that are set, and those of the commodity before those of all', () => {
    const move = { change: 0.08, impact: 70 };
    const smallest = stored('impact', 0, true, { threshold: 0.6, change: 0.1 });
    const own = stored('impact', 1, true, { threshold: 0.5, change: 0.02 });
    expect(called(move, { rules: rulesWith(0.6, smallest) })).toEqual([]);
    expect(levels(called(move, { rules: rulesWith(0.6, smallest, own) }))).toEqual(['impact info']);
    expect(called({ ...move, commodityId: 2 }, { rules: rulesWith(0.6, smallest, own) })).toEqual([]);
    expect(called(move, { rules: rulesWith(0.6, { ...smallest, enabled: false }) })).toEqual([]);
    const margin = stored('reference', 0, true, { margin: 0.1 });
    expect(called({ price: 13_000 }, { rules: rulesWith(0.6, margin) })).toEqual([]);
    expect(levels(called({ price: 13_300 }, { rules: rulesWith(0.6, margin) }))).toEqual([
      'reference warning',
    ]);
    expect(called({ price: 13_300 }, { rules: rulesWith(0.6, { ...margin, enabled: false }) })).toEqual([]);
  });

  it('takes the program’s own figures where what is stored makes no sense', () => {
    const odd = [
      stored('impact', 0, true, { threshold: 7, change: 'x' }),
      stored('device', 0, true, {}),
      stored('weather', 0, true, {}),
    ];
    const rules = rulesOf(odd, 0.6);
    expect(rules).toEqual(rulesOf([], 0.6));
    expect(rules.impact.all).toEqual({ enabled: true, threshold: 0.6, change: 0.05 });
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
    const found = assess({ ...NOTHING, markets: [market] });
    expect(levels(found)).toEqual(expected);
  });
});

describe('a device that is not heard', () => {
  const device = (hours: number, more: Partial<DeviceNow> = {}): DeviceNow => ({
    deviceId: 'DEV-1',
    marketId: 7,
    regionId: 31,
    heardAt: NOW - hours * HOUR,
    heard: true,
    intervalSeconds: 3600,
    simulated: false,
    ...more,
  });
  const found = (d: DeviceNow, ...rules: StoredRule[]) =>
    assess({ ...NOTHING, devices: [d], rules: rulesWith(0.6, ...rules) });

  it('calls for an alert of its own by its own interval, and for a louder one after a day more', () => {
    expect(levels(found(device(3)))).toEqual([]);
    expect(levels(found(device(3.1)))).toEqual(['device info']);
    expect(levels(found(device(28)))).toEqual(['device warning']);
    expect(levels(found(device(26, { intervalSeconds: null })))).toEqual([]);
    expect(levels(found(device(1_000, { intervalSeconds: null })))).toEqual(['device warning']);
    expect(found(device(30))[0]).toMatchObject({ deviceId: 'DEV-1', marketId: 7, regionId: 31 });
    expect(found(device(30, { heard: false }))[0]?.evidence).toEqual({ device: 'DEV-1' });
  });

  it('follows the rule that is set, and two devices of a market are two alerts', () => {
    const patient = stored('device', 0, true, { rounds: 10, hours: 26 });
    expect(found(device(9), patient)).toEqual([]);
    expect(levels(found(device(11), patient))).toEqual(['device info']);
    expect(found(device(11), { ...patient, enabled: false })).toEqual([]);
    const two = assess({ ...NOTHING, devices: [device(5), device(5, { deviceId: 'DEV-2' })] });
    expect(new Set(two.map(conditionKey)).size).toBe(2);
  });
});

const condition = fc.record<Condition>({
  kind: fc.constantFrom(...ALERT_KINDS.filter((k) => k !== 'manual')),
  level: fc.constantFrom(...ALERT_LEVELS),
  commodityId: fc.constantFrom(null, 1, 2),
  regionId: fc.constantFrom(null, 31, 32),
  marketId: fc.constantFrom(null, 7),
  deviceId: fc.constantFrom(null, 'DEV-1', 'DEV-2'),
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
