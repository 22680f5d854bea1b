import type { Verdict } from '@/lib/market/verdict';
import { ai } from './ai';
import { decide, type Testimony } from './decide';
import { drift, driftReach, multiSource, neighbours, ownMoves } from './detectors';
import { beyond, type Expectation, expectLevel, expectOwn, type Level } from './expect';
import { gates, swapped } from './gates';
import { findGroups, type JudgeMemory, trackOf } from './memory';
import type { HeldPrice, PriceReport } from './report';
import type { JudgeRules } from './rules';
import { heardSources, sourceLevel, together, wordsFor } from './sources';
import { spreadOf } from './spread';
import type { Track } from './track';

export { DEFAULT_RULES, type JudgeRules } from './rules';

/** Judges one price against what is remembered. Looks at nothing later than the report; changes nothing. */
export function judge(report: PriceReport, memory: JudgeMemory, rules: JudgeRules): Verdict {
  if (!(report.price > 0 && report.price < Number.POSITIVE_INFINITY)) return notAPrice(report, rules);
  const track = trackOf(memory, report.marketId, report.commodityId);
  const own = track === undefined ? null : expectOwn(track, report.day);
  return track !== undefined && own !== null
    ? judgeKnown(report, track, own, memory, rules)
    : judgeFirst(report, track, memory, rules);
}

function notAPrice(report: PriceReport, rules: JudgeRules): Verdict {
  return {
    ...decide([...(report.hardFlags ?? []), 'not_a_price'], [], [], null),
    ruleVersion: rules.ruleVersion,
    expected: null,
    acceptedRange: null,
  };
}

function judgeKnown(
  report: PriceReport,
  track: Track,
  expected: Expectation,
  memory: JudgeMemory,
  rules: JudgeRules,
): Verdict {
  const log = Math.log(report.price);
  const hard = hardFlags(report, expected.log);
  track.spread ??= spreadOf(track.series);
  const witnesses = ownMoves(expected, track.spread, log, rules);
  const near = neighbours(expected, log, rules);
  const wander = drift(expected, track, log, rules);
  const decisive: Testimony[] = [near, wander];
  if (rules.ai && near.vote) {
    const [z, outside] = [witnesses[0]?.value ?? 0, witnesses[1]?.value ?? 0];
    const said = ai({ expected, log, gap: near.value, drift: wander.value, z, outside });
    witnesses.push(said);
    decisive[0] = advised(near, said.vote);
  }
  const words = report.sources ?? wordsFor(memory.sources, report);
  const level = words.length === 0 ? null : sourceLevel(words, expected.log);
  if (level !== null) decisive.push(heardSources(level, words, log, rules));
  const gap = beyond(expected, log);
  const reach = rules.provisional * expected.deviation;
  if (Math.abs(gap) >= reach && swapped(log, gap, track.series, memory.markets.get(report.marketId) ?? [])) {
    hard.push('swapped_item');
  }
  const { lane, score, flags, detectors } = decide(
    hard,
    decisive,
    witnesses,
    repeats(track, report, log, expected, rules),
  );
  const drifted = driftReach(expected, rules);
  const { low, high } = level === null ? drifted : narrowed(drifted, level, rules);
  return {
    lane,
    score,
    flags,
    ruleVersion: rules.ruleVersion,
    detectors,
    expected: Math.round(Math.exp(expected.log)),
    acceptedRange: {
      low: Math.ceil(Math.exp(Math.max(expected.low - reach, low))),
      high: Math.floor(Math.exp(Math.min(expected.high + reach, high))),
    },
  };
}

/** The range that sources do not speak against either. */
function narrowed(range: { low: number; high: number }, level: Level, rules: JudgeRules) {
  const reach = rules.levelProvisional * level.deviation;
  return { low: Math.max(range.low, level.log - reach), high: Math.min(range.high, level.log + reach) };
}

/** The model's word on a doubtful price: sure at once, or only twice as far out. */
function advised(near: Testimony, guilty: boolean): Testimony {
  return { ...near, sure: guilty ? Math.max(near.value, 1.01 * near.limit) : 2 * near.sure };
}

function judgeFirst(
  report: PriceReport,
  track: Track | undefined,
  memory: JudgeMemory,
  rules: JudgeRules,
): Verdict {
  const groups =
    track === undefined ? findGroups(memory, report) : [track.region, track.island, track.nation];
  const here = expectLevel(groups, report.typicalPrice);
  const words = report.sources ?? wordsFor(memory.sources, report);
  const said = words.length === 0 ? null : sourceLevel(words, here?.log ?? null);
  const level = here === null ? said : said === null ? here : together(here, said);
  const hard = hardFlags(report, level?.log ?? null);
  const log = Math.log(report.price);
  const decisive =
    level === null
      ? []
      : [said === null ? multiSource(level, log, rules) : heardSources(level, words, log, rules)];
  const reach = level === null ? 0 : rules.levelProvisional * level.deviation;
  const { lane, score, flags, detectors } = decide(hard, decisive, [], null);
  return {
    lane,
    score,
    flags,
    detectors,
    ruleVersion: rules.ruleVersion,
    expected: level === null ? null : Math.round(Math.exp(level.log)),
    acceptedRange:
      level === null
        ? null
        : { low: Math.ceil(Math.exp(level.log - reach)), high: Math.floor(Math.exp(level.log + reach)) },
  };
}

function hardFlags(report: PriceReport, expectedLog: number | null): string[] {
  const ratio = expectedLog === null ? null : Math.log(report.price) - expectedLog;
  const failed = gates(ratio, report.observedAt, report.receivedAt);
  return report.hardFlags === undefined ? failed : [...report.hardFlags, ...failed];
}

/** The strictest lane in which an earlier day's price at this level still waits: one claim, told again. */
function repeats(
  track: Track,
  report: PriceReport,
  log: number,
  expected: Expectation,
  rules: JudgeRules,
): HeldPrice['lane'] | null {
  let lane: HeldPrice['lane'] | null = null;
  if (Math.abs(log - expected.lastLog) <= expected.deviation) return lane;
  for (const h of track.held) {
    if (h.day >= report.day || h.day < report.day - 4) continue;
    if (Math.abs(Math.log(h.price) - log) >= rules.provisional * expected.deviation) continue;
    if (lane !== 'quarantined') lane = h.lane;
  }
  return lane;
}
