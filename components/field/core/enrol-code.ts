const CODE = /^[A-Za-z0-9_-]{16,128}$/;

export interface EnrolCode {
  /** For one use. */
  readonly code: string;
  /** When it ends, ms; `null` when nothing beside it tells. */
  readonly until: number | null;
}

/** The one-time code in what was scanned, pasted or typed: a bare code or an enrolment address. `null` without. */
export function codeFrom(text: string): EnrolCode | null {
  const said = text.trim();
  const code = /#enrol=([^&\s]+)/.exec(said)?.[1] ?? said.replace(/\s+/g, '');
  if (!CODE.test(code)) return null;
  const until = Date.parse(/#enrol=\S*&until=([^&\s]+)/.exec(said)?.[1] ?? '');
  return { code, until: Number.isNaN(until) ? null : until };
}
