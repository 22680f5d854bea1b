/** What the server takes at most for a kilogram or a litre, Rp. */
export const MAX_PRICE = 10_000_000;

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '000' | 'back' | 'clear';

/** Digits after one more key: no leading zero, never above the highest price. */
export function press(digits: string, key: Key): string {
  if (key === 'clear') return '';
  if (key === 'back') return digits.slice(0, -1);
  const next = (digits + key).replace(/^0+/, '');
  return Number(next) > MAX_PRICE ? digits : next;
}

/** Rp, or `null` while nothing is typed. */
export function priceOf(digits: string): number | null {
  return digits === '' ? null : Number(digits);
}

const KEYS: Readonly<Record<string, Key>> = { Backspace: 'back', Delete: 'clear', '.': '000', ',': '000' };

/** The key of our pad that a hardware keyboard's key stands for. */
export function keyOf(name: string): Key | null {
  return /^[0-9]$/.test(name) ? (name as Key) : (KEYS[name] ?? null);
}
