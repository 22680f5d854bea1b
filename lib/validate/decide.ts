import type { Lane } from '@/lib/market/lane';
import type { DetectorResult, Verdict } from '@/lib/market/verdict';
import type { HeldPrice } from './report';

/** A detector's word, with the value from which it quarantines; its `limit` is where it makes a price wait. */
export interface Testimony extends DetectorResult {
  readonly sure: number;
  /** True for one that makes a price wait at most. */
  readonly waits?: true;
}

/** Suspicion where a price waits, and where it is quarantined. */
const UNSURE = 0.5;
const SURE = 0.75;
/** What a testimony is worth that may not quarantine alone. */
const UNSURE_AT_MOST = 0.74;
/** A claim that repeats an earlier one waits for the same decision, unless it is this suspicious. */
const BEYOND_REPEAT = 0.93;

/**
 * One judge: the most suspicious detector decides, gates quarantine at once, a calm price carries no flag.
 * @param repeat the lane of an earlier claim that this price repeats
 */
export function decide(
  hard: readonly string[],
  decisive: readonly Testimony[],
  witnesses: readonly DetectorResult[],
  repeat: HeldPrice['lane'] | null,
): Pick<Verdict, 'lane' | 'score' | 'flags' | 'detectors'> {
  let worst = 0;
  let sure = hard.length > 0;
  const detectors = witnesses.map(compact);
  for (const testimony of decisive) {
    const doubt = testimony.waits ? Math.min(suspicion(testimony), UNSURE_AT_MOST) : suspicion(testimony);
    worst = Math.max(worst, doubt);
    sure ||= doubt >= (toldBefore(repeat, testimony) ? BEYOND_REPEAT : SURE);
    detectors.push(compact(testimony));
  }
  const lane: Lane = sure ? 'quarantined' : worst >= UNSURE ? 'provisional' : 'accepted';
  return {
    lane,
    score: hard.length > 0 ? 1 : Math.min(0.999, worst),
    flags: lane === 'accepted' ? [] : flagsOf(hard, detectors, repeat !== null && lane === 'provisional'),
    detectors,
  };
}

/** A drift goes on from a price that waits, so only a quarantined one has told it before. */
function toldBefore(repeat: HeldPrice['lane'] | null, { name }: Testimony): boolean {
  return repeat === 'quarantined' || (repeat === 'provisional' && name !== 'drift');
}

function flagsOf(hard: readonly string[], detectors: readonly DetectorResult[], repeat: boolean): string[] {
  const flags = [...hard];
  for (const { vote, name } of detectors) if (vote) flags.push(name);
  if (repeat) flags.push('repeated_claim');
  return flags;
}

/**
 * Figures with four decimals: what is stored of every price, and enough to check each vote by hand. Rounded
 * down, so that a value below its limit never shows as equal to it.
 */
export function compact({
  name,
  value,
  limit,
  vote,
  window,
  peers,
  sources,
}: DetectorResult): DetectorResult {
  return {
    name,
    value: fourDecimals(value),
    limit: fourDecimals(limit),
    vote,
    window,
    ...(peers === undefined ? {} : { peers }),
    ...(sources === undefined ? {} : { sources }),
  };
}

function fourDecimals(value: number): number {
  return Math.floor(value * 10_000 + 1e-6) / 10_000;
}

/** 0.5 at the limit, 0.75 where the detector is sure, towards 1 beyond: odds grow as a power of the value. */
function suspicion({ value, limit, sure }: Testimony): number {
  if (value <= 0) return 0;
  const odds = (value / limit) ** (LN3 / Math.log(sure / limit));
  return odds / (1 + odds);
}

const LN3 = Math.log(3);
