import type { Clock } from '@/lib/clock';

/** How a job's last turn went. */
export interface JobTurn {
  readonly name: string;
  /** How long it rests between turns, ms. */
  readonly rest: number;
  /** When its last turn ended, ms; `null` before the first. */
  readonly endedAt: number | null;
  /** What its last turn failed with; `null` when it went well. */
  readonly failure: string | null;
  readonly failures: number;
}

/** What happens by itself, and how it went. */
export interface JobBook {
  /** The same work, with each turn noted. */
  noting(name: string, rest: number, work: () => Promise<void>): () => Promise<void>;
  turns(): readonly JobTurn[];
}

export function createJobBook(clock: Clock): JobBook {
  const turns = new Map<string, JobTurn>();
  return {
    noting(name, rest, work) {
      turns.set(name, { name, rest, endedAt: null, failure: null, failures: 0 });
      const note = (failure: string | null) => {
        const failures = (turns.get(name)?.failures ?? 0) + (failure === null ? 0 : 1);
        turns.set(name, { name, rest, endedAt: clock.now(), failure, failures });
      };
      return async () => {
        try {
          await work();
          note(null);
        } catch (error) {
          note(error instanceof Error ? error.name : 'unknown');
          throw error;
        }
      };
    },
    turns: () => [...turns.values()],
  };
}
