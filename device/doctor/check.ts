/** A sentence in both languages. */
export interface Said {
  readonly id: string;
  readonly en: string;
}

/** What one check found. */
export interface Finding {
  readonly what: Said;
  readonly good: boolean;
  readonly found: Said;
  /** What to do; `null` when all is well. */
  readonly remedy: Said | null;
}

export function said(id: string, en: string): Said {
  return { id, en };
}

export function fine(what: Said, found: Said): Finding {
  return { what, good: true, found, remedy: null };
}

export function wrong(what: Said, found: Said, remedy: Said): Finding {
  return { what, good: false, found, remedy };
}
