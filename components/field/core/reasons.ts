/** Flags of the judge that have a sentence of their own; every other one shares a general sentence. */
const KNOWN = [
  'scale_slip',
  'impossible_jump',
  'swapped_item',
  'clock_ahead',
  'neighbours',
  'drift',
  'repeated_claim',
  'frozen',
  'copied',
  'z_score',
  'iqr',
  'multi_source',
] as const;

export type ReasonKey = (typeof KNOWN)[number] | 'other';

export function reasonKey(flag: string): ReasonKey {
  return KNOWN.find((known) => known === flag) ?? 'other';
}
