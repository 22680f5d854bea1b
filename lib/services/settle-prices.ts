import { setImmediate } from 'node:timers/promises';
import { toHex, utf8 } from '@/lib/ledger/bytes';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { localDay } from '@/lib/market/calendar';
import type { Lane } from '@/lib/market/lane';
import { appendVerdicts, type VerdictsResult } from '@/lib/store/river/append-verdicts';
import type { DecidedPrice } from '@/lib/store/river/decided-price';
import { DEFAULT_RULES } from '@/lib/validate/judge';
import { release } from '@/lib/validate/memory';
import { type Settlement, settle } from '@/lib/validate/settle';
import type { WaitingPrice } from './hold-prices';
import { type HoldDeps, holdStored } from './hold-stored';
import { sealLeaves } from './ledger-seal';
import type { LiveBus } from './live-bus';
import { remember } from './river-memory';
import { settledUpdates } from './settle-updates';

export interface SettleDeps extends HoldDeps {
  readonly bus: LiveBus;
  readonly metrics: { settled(lane: Lane, reason: string): void };
}

/** Looks in one round, which share a transaction: a few milliseconds, after which readings have their turn. */
const LOOKS = 64;
/** Rounds in one call; what is left is for the next. */
const ROUNDS = 16;

/** A price on which the second look came to a decision. */
interface Settled {
  readonly price: WaitingPrice;
  readonly settlement: Settlement;
}

/**
 * The judge's second look: decides held prices that later evidence has confirmed or contradicted, and all
 * whose 72 hours are over. Costs next to nothing when no price is worth a look. Each decision is a verdict, a
 * leaf and a moved lane in one transaction; the memory and the live channels follow its commit. Whatever was
 * not written is tried again on a later call.
 *
 * @param now ms since 1970
 * @returns how many prices were decided
 */
export async function settlePrices(deps: SettleDeps, now: number): Promise<number> {
  const { held, judge } = deps.memory;
  held.openDay(localDay(now, 'Asia/Jakarta'));
  let decided = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const looked = held.take(now, LOOKS);
    if (looked.length === 0) break;
    const settled: Settled[] = [];
    for (const price of looked) {
      const settlement = settle(price, judge, now, DEFAULT_RULES);
      if (settlement !== null) settled.push({ price, settlement });
    }
    if (settled.length > 0) decided += await decide(deps, settled, now);
    else await setImmediate();
  }
  if (held.wantsMore()) await holdStored(deps, now);
  return decided;
}

async function decide(deps: SettleDeps, settled: readonly Settled[], now: number): Promise<number> {
  let result: VerdictsResult;
  try {
    result = await appendVerdicts(deps.pool, deps.catalog(), settled.map(toDecision), now, (decided) =>
      sealLeaves(decided.map((d) => toLeaf(d, now))),
    );
  } catch (error) {
    for (const { price } of settled) deps.memory.held.again(price);
    throw error;
  }
  learn(deps, settled, result);
  for (const d of result.decided) deps.metrics.settled(d.to, d.reason);
  if (result.decided.length > 0) {
    const updates = settledUpdates(deps.catalog(), result, now);
    deps.bus.publish({ from: result.from, to: result.to, updates });
  }
  return result.decided.length;
}

function toDecision({ price, settlement }: Settled) {
  return {
    observationId: price.observationId,
    observedAt: price.observedAt,
    follows: price.observationId,
    to: settlement.lane,
    reason: settlement.reason,
    ruleVersion: DEFAULT_RULES.ruleVersion,
    detectors: settlement.detectors,
    decidedBy: 'judge',
  };
}

function toLeaf(d: DecidedPrice, now: number) {
  return {
    kind: 'verdict' as const,
    observation: d.observationId,
    from: d.from,
    to: d.to,
    reason: d.reason,
    ruleVersion: d.ruleVersion,
    at: now,
    actor: 'system',
    evidence: toHex(nodeSha256(utf8(d.detail))),
  };
}

/** What another instance decided is learnt just as well. */
function learn({ memory, catalog }: SettleDeps, settled: readonly Settled[], result: VerdictsResult): void {
  const lanes = new Map<number, Lane | null>(result.stale.map((s) => [s.observationId, s.lane]));
  for (const d of result.decided) lanes.set(d.observationId, d.to);
  for (const { price } of settled) {
    release(memory.judge, price);
    memory.held.drop(price);
    if (lanes.get(price.observationId) === 'accepted') remember(memory, catalog(), price);
  }
}
