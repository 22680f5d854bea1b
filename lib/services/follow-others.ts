import { readJudged } from '@/lib/store/memory/read-judged';
import { readMoved } from '@/lib/store/memory/read-moved';
import { readHead } from '@/lib/store/river/read-head';
import { createLedgerGaps, type LedgerGaps, type Range } from './ledger-gaps';
import type { LiveBus } from './live-bus';
import { readUpdates } from './read-updates';
import { type LearnDeps, learnMoved } from './review-learn';
import { takeIn } from './river-memory';

export interface FollowDeps extends LearnDeps {
  readonly bus: LiveBus;
  /** Commits of this process that began and that ended, with their news told. */
  readonly commits: () => { readonly begun: number; readonly ended: number };
}

/** Learns and tells what other processes wrote on the same database. */
export interface OtherProcesses {
  /** One look. @returns how many positions were taken in */
  look(): Promise<number>;
  stop(): void;
}

/** A larger gap is no news any more: who follows asks for what it missed. */
const PAGE = 2_000;

/**
 * A position that is missing here may be one of our own commits, whose answer is on its way. It is another
 * process's when all our commits that had begun before the head was read have ended, and it is missing still.
 * Our own second verdicts are not counted so; were one told twice, it would be old news to everybody.
 *
 * @param start ledger size that the memory was built from
 */
export function followOthers(deps: FollowDeps, start: number): OtherProcesses {
  const gaps: LedgerGaps = createLedgerGaps(start);
  const stop = deps.bus.subscribe((published) => gaps.told(published));
  let seen: { readonly size: number; readonly begun: number } | null = null;
  return {
    async look() {
      const { begun, ended } = deps.commits();
      const certain = seen !== null && ended >= seen.begun ? gaps.missing(seen.size) : [];
      if (seen === null || ended >= seen.begun) {
        const { size } = await readHead(deps.pool);
        seen = { size, begun: Math.max(begun, deps.commits().begun) };
      }
      for (const gap of certain) await takeGap(deps, gaps, gap);
      return certain.reduce((sum, gap) => sum + gap.to - gap.from, 0);
    },
    stop,
  };
}

async function takeGap(deps: FollowDeps, gaps: LedgerGaps, { from, to }: Range): Promise<void> {
  for (let at = from; at < to; at += PAGE) {
    const end = Math.min(to, at + PAGE);
    for (const row of await readJudged(deps.pool, at, end)) takeIn(deps.memory, deps.catalog(), row);
    await learnMoved(deps, await readMoved(deps.pool, at, end));
    const page = await readUpdates(deps, { after: at, until: end, limit: PAGE });
    // Leaves without a price, such as those of the audit, are no news to anybody.
    if (page.updates.length > 0) deps.bus.publish({ from: at, to: end, updates: page.updates });
    else gaps.told({ from: at, to: end });
  }
}
