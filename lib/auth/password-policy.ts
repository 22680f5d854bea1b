export const MIN_PASSWORD = 12;
/** Hashing has to read all of it; nobody remembers more. */
export const MAX_PASSWORD = 128;

export type PasswordFault = 'short' | 'long' | 'common' | 'simple' | 'personal';

/**
 * What is wrong with a new password; `null` when nothing is. Length counts, symbols need not be in it: what
 * is refused is what is tried first.
 *
 * @param common lower-case passwords that people use
 * @param personal the person's e-mail and name
 */
export function passwordFault(
  password: string,
  common: { has(password: string): boolean },
  personal: readonly string[],
): PasswordFault | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD) return 'short';
  if (length > MAX_PASSWORD) return 'long';
  const lower = password.toLowerCase();
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (common.has(lower) || (core.length * 2 > length && common.has(core)) || isDoubled(lower, common))
    return 'common';
  if (new Set(lower).size < 5 || isRun(lower)) return 'simple';
  const words = personal
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\d]+/u))
    .filter((w) => w.length >= 4);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), lower);
  return [...rest].length < MIN_PASSWORD / 2 ? 'personal' : null;
}

/** A short common password said two or three times. */
function isDoubled(lower: string, common: { has(password: string): boolean }): boolean {
  return [2, 3, 4].some((times) => {
    const part = lower.slice(0, lower.length / times);
    return lower === part.repeat(times) && (part.length < 6 || common.has(part));
  });
}

/** `abcdefghijkl`, `210987654321`: each sign follows the one before it, most of the time. */
function isRun(lower: string): boolean {
  const codes = [...lower].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  const following = steps.filter((step) => Math.abs(step) <= 1 || Math.abs(step) === 9);
  return following.length >= steps.length * 0.75;
}
