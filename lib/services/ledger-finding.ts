import { FoundFault } from '@/lib/ledger/log-source';

/** What a check of the stored ledger found. */
export interface Finding {
  readonly ok: false;
  /** First leaf that is wrong, or the first of the range in which it lies; null when none is to blame. */
  readonly index: number | null;
  readonly what: string;
}

/**
 * An error of a check as its finding: a fault that was found, or stored bytes that no reader accepts.
 * @throws the error itself when it says nothing about the ledger (the database is away)
 */
export function asFinding(error: unknown): Finding {
  if (error instanceof FoundFault) return { ok: false, index: error.fault.index, what: error.fault.what };
  if (error instanceof RangeError) return { ok: false, index: null, what: error.message };
  if ((error as { code?: unknown }).code === 'BAD_NOTE') {
    return { ok: false, index: null, what: (error as Error).message };
  }
  throw error;
}
