const CODE = /^[A-Za-z0-9_-]{16,128}$/;

/** The one-time code in what was scanned, pasted or typed: a bare code or an enrolment address. `null` without. */
export function codeFrom(text: string): string | null {
  const said = text.trim();
  const fragment = /#enrol=([^&\s]+)/.exec(said)?.[1] ?? said.replace(/\s+/g, '');
  return CODE.test(fragment) ? fragment : null;
}
