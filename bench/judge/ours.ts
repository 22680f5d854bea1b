import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import type { PriceReport } from '@/lib/validate/report';
import { JudgeStream, type Settled } from '@/lib/validate/stream';
import type { Method, Opinion } from './score';

/** The judge of this repository, with its second look. */
export class Ours implements Method {
  readonly stream = new JudgeStream(DEFAULT_RULES);
  readonly settled = new Map<number, Settled>();

  look(report: PriceReport): Opinion {
    const { score, lane } = judge(report, this.stream.memory, DEFAULT_RULES);
    return { score, lane };
  }

  take(report: PriceReport): void {
    for (const s of this.stream.push(report).settled) this.settled.set(s.row, s);
  }

  finish(): void {
    for (const s of this.stream.finish()) this.settled.set(s.row, s);
  }
}
