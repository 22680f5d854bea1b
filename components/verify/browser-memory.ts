/** What this browser remembers of the log between two visits. */
export interface BrowserMemory {
  /** The policy that was shown first: keys and witnesses (c2sp.org/tlog-policy). */
  readonly policy: string;
  /** When that was, ms since 1970. */
  readonly since: number;
  /** The largest signed checkpoint that was proved here. */
  readonly seen: string | null;
}

const NAME = 'smp-ledger';

/** Null at a first visit, and in browsers that keep nothing. */
export function recall(): BrowserMemory | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { policy, since, seen } = kept as Record<string, unknown>;
    if (typeof policy !== 'string' || typeof since !== 'number') return null;
    return { policy, since, seen: typeof seen === 'string' ? seen : null };
  } catch {
    return null;
  }
}

/** @returns false when this browser does not let pages keep anything */
export function remember(memory: BrowserMemory): boolean {
  try {
    localStorage.setItem(NAME, JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

/** The next visit is a first one. */
export function forget(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept either.
  }
}
