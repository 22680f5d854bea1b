import { DEFAULT_RULES, judge } from '@/lib/validate/judge';
import { absorb, createMemory } from '@/lib/validate/memory';
import type { Panel } from './panel';

const ROUNDS = 5;

/** Processor time of one verdict and its absorption, once a day and market; median and range of five rounds, µs. */
export function timeVerdict(panel: Panel): { median: number; low: number; high: number } {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const memory = createMemory();
    const start = process.cpuUsage();
    for (const report of panel.reports) {
      judge(report, memory, DEFAULT_RULES);
      absorb(memory, report);
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / panel.reports.length;
  }).sort((a, b) => a - b);
  return { median: rounds[ROUNDS >> 1] ?? 0, low: rounds[0] ?? 0, high: rounds.at(-1) ?? 0 };
}
