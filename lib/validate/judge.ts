import type { DetectorResult, Verdict } from '@/lib/market/verdict';
import { type Expectation, expect } from './expect';
import { gates } from './gates';
import { type JudgeMemory, spreadOfTrack, trackOf } from './memory';
import type { PriceReport } from './report';
import type { JudgeRules } from './rules';
import { SPREAD_FLOOR } from './spread';

export { DEFAULT_RULES, type JudgeRules } from './rules';

/** Deviations around a level taken from others (no own price yet) that are still plausible. */
const COLD_LIMIT = 4;

/** Judges one price against what is remembered. Looks at nothing later than the report; changes nothing. */
export function judge(report: PriceReport, memory: JudgeMemory, rules: JudgeRules): Verdict {
  const expected = expect(report, memory);
  const log = Math.log(report.price);
  const ratio = expected === null ? null : log - expected.log;
  const flags = [
    ...(report.hardFlags ?? []),
    ...gates(report.price, ratio, report.observedAt, report.receivedAt),
  ];
  const hard = flags.length > 0;
  const testimony =
    expected === null
      ? { detectors: [], reach: 0 }
      : expected.basis === 'own'
        ? ownTestimony(report, memory, rules, expected, log)
        : coldTestimony(expected, log);
  const votes = testimony.detectors.filter((d) => d.vote);
  for (const vote of votes) flags.push(vote.name);
  const mismatch = votes.some((d) => d.name === 'multi_source');
  const quarantined = hard || mismatch || votes.length >= rules.votesToQuarantine;
  const loudest = testimony.detectors.reduce((max, d) => Math.max(max, d.value / d.limit), 0);
  return {
    lane: quarantined ? 'quarantined' : 'accepted',
    score: hard ? 1 : Math.min(0.999, (loudest * loudest) / (1 + loudest * loudest)),
    flags,
    ruleVersion: rules.ruleVersion,
    detectors: testimony.detectors,
    expected: expected === null ? null : Math.round(Math.exp(expected.log)),
    acceptedRange:
      expected === null
        ? null
        : {
            low: Math.ceil(Math.exp(expected.log - testimony.reach)),
            high: Math.floor(Math.exp(expected.log + testimony.reach)),
          },
  };
}

interface Testimony {
  readonly detectors: readonly DetectorResult[];
  /** Log distance from the expected price that is accepted. */
  readonly reach: number;
}

function ownTestimony(
  report: PriceReport,
  memory: JudgeMemory,
  rules: JudgeRules,
  expected: Expectation,
  log: number,
): Testimony {
  const track = trackOf(memory, report.marketId, report.commodityId);
  const detectors: DetectorResult[] = [];
  const root = Math.sqrt(Math.min(expected.days, 30));
  const floor = SPREAD_FLOOR[report.volatility];
  const change = Math.abs(log - expected.log) / root;
  let unit = floor;
  let second = Number.POSITIVE_INFINITY;
  if (track !== undefined) {
    const spread = spreadOfTrack(track);
    const ready = spread.count >= rules.minimumChanges;
    unit = Math.max(spread.deviation, floor);
    const z = change / unit;
    const range = Math.max(spread.upperQuartile - spread.lowerQuartile, 1.35 * floor);
    const outside = Math.max(0, (change - range / 2) / range);
    detectors.push(
      {
        name: 'z_score',
        value: z,
        limit: rules.zLimit,
        vote: ready && z >= rules.zLimit,
        window: spread.count,
      },
      {
        name: 'iqr',
        value: outside,
        limit: rules.iqrFactor,
        vote: ready && outside >= rules.iqrFactor,
        window: spread.count,
      },
    );
    if (ready) second = Math.max(rules.zLimit * unit, (rules.iqrFactor + 0.5) * range);
  }
  const gap = change / unit;
  detectors.push({
    name: 'multi_source',
    value: gap,
    limit: rules.sourceLimit,
    vote: gap >= rules.sourceLimit,
    window: expected.peers,
  });
  return { detectors, reach: root * Math.min(second, rules.sourceLimit * unit) };
}

function coldTestimony(expected: Expectation, log: number): Testimony {
  const value = Math.abs(log - expected.log) / expected.deviation;
  return {
    detectors: [
      { name: 'multi_source', value, limit: COLD_LIMIT, vote: value >= COLD_LIMIT, window: expected.peers },
    ],
    reach: COLD_LIMIT * expected.deviation,
  };
}
