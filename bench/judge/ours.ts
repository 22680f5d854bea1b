import type { Verdict } from '@/lib/market/verdict';
import { DEFAULT_RULES, type JudgeRules, judge } from '@/lib/validate/judge';
import { createMemory } from '@/lib/validate/memory';
import type { PriceReport } from '@/lib/validate/report';
import { JudgeStream, type Settled } from '@/lib/validate/stream';
import { WEIGHTS, type Weights } from '@/lib/validate/weights';
import type { Method, Opinion } from './score';

/** The judge of this repository, with its second look. */
export class Ours implements Method {
  readonly stream: JudgeStream;
  readonly settled = new Map<number, Settled>();
  /** What was expected of the reports that were not accepted, Rp, by row. */
  readonly expected = new Map<number, number | null>();

  constructor(
    private readonly rules: JudgeRules = DEFAULT_RULES,
    weights: Weights = WEIGHTS,
  ) {
    this.stream = new JudgeStream(rules, createMemory(weights));
  }

  look(report: PriceReport): Opinion {
    const { score, lane } = this.verdictOf(report);
    return { score, lane };
  }

  /** The whole verdict; changes nothing. */
  verdictOf(report: PriceReport): Verdict {
    return judge(report, this.stream.memory, this.rules);
  }

  take(report: PriceReport): Opinion {
    const { row, verdict, settled } = this.stream.push(report);
    if (verdict.lane !== 'accepted') this.expected.set(row, verdict.expected);
    for (const s of settled) this.settled.set(s.row, s);
    return { score: verdict.score, lane: verdict.lane };
  }

  finish(): void {
    for (const s of this.stream.finish()) this.settled.set(s.row, s);
  }
}
