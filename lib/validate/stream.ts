import type { Lane } from '@/lib/market/lane';
import type { Verdict } from '@/lib/market/verdict';
import { createWatch, type Watch, watch } from './fabrication';
import { judge } from './judge';
import { absorb, createMemory, hold, type JudgeMemory, release } from './memory';
import type { HeldPrice, PriceReport } from './report';
import type { JudgeRules } from './rules';
import { SETTLE_WITHIN, type Settlement, settle } from './settle';

/** A held price that later evidence decided. */
export interface Settled {
  readonly row: number;
  readonly lane: Settlement['lane'];
  readonly reason: string;
  readonly detectors: Settlement['detectors'];
  /** ms */
  readonly at: number;
}

interface Waiting {
  readonly row: number;
  readonly held: HeldPrice;
}

/** Judges a stream of reports in the order in which they were received, with no store. */
export class JudgeStream {
  private readonly watch: Watch = createWatch();
  private waiting: Waiting[] = [];
  private nextRow = 0;
  private newestDay = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly rules: JudgeRules,
    readonly memory: JudgeMemory = createMemory(),
  ) {}

  /** Judges the next report, then looks again at those that wait. `row` counts from 0. */
  push(report: PriceReport): {
    readonly row: number;
    readonly verdict: Verdict;
    readonly settled: readonly Settled[];
  } {
    const settled = this.overdue(report.receivedAt);
    if (report.day > this.newestDay) settled.push(...this.review(report.receivedAt, () => true));
    this.newestDay = Math.max(this.newestDay, report.day);
    const row = this.nextRow++;
    const judged = judge(report, this.memory, this.rules);
    if (!(report.price > 0)) return { row, verdict: judged, settled };
    const verdict = {
      ...judged,
      flags: [...judged.flags, ...watch(this.watch, report).map(({ kind }) => kind)],
    };
    this.take(row, report, verdict.lane);
    const same = (w: Waiting) =>
      w.held.marketId === report.marketId && w.held.commodityId === report.commodityId && w.row !== row;
    if (this.waiting.some(same)) settled.push(...this.review(report.receivedAt, same));
    return { row, verdict, settled };
  }

  /** Decides everything that still waits, each at the end of its time. */
  finish(): readonly Settled[] {
    return this.waiting.flatMap(
      ({ row, held }) => this.decide(row, held, held.receivedAt + SETTLE_WITHIN) ?? [],
    );
  }

  private take(row: number, report: PriceReport, lane: Lane): void {
    if (lane === 'accepted') {
      absorb(this.memory, report);
      return;
    }
    const held: HeldPrice = { ...report, lane };
    hold(this.memory, held);
    this.waiting.push({ row, held });
  }

  /** Decides whatever's time is over before anything newer is taken in, as a clock would have done meanwhile. */
  private overdue(now: number): Settled[] {
    const [oldest] = this.waiting;
    if (oldest === undefined || now < oldest.held.receivedAt + SETTLE_WITHIN) return [];
    return this.review(now, ({ held }) => now >= held.receivedAt + SETTLE_WITHIN);
  }

  private review(now: number, which: (waiting: Waiting) => boolean): Settled[] {
    const decided: Settled[] = [];
    const left: Waiting[] = [];
    for (const one of this.waiting) {
      const result = which(one) ? this.decide(one.row, one.held, now) : null;
      if (result === null) left.push(one);
      else decided.push(result);
    }
    this.waiting = left;
    return decided;
  }

  private decide(row: number, held: HeldPrice, now: number): Settled | null {
    const at = Math.min(now, held.receivedAt + SETTLE_WITHIN);
    const settlement = settle(held, this.memory, now, this.rules);
    if (settlement === null) return null;
    release(this.memory, held);
    if (settlement.lane === 'accepted') absorb(this.memory, held);
    return { row, ...settlement, at };
  }
}
