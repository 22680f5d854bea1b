import type { Locale } from '@/components/ui/format';

const UNITS = [
  { ms: 86_400_000, id: 'hari', en: 'day' },
  { ms: 3_600_000, id: 'jam', en: 'hour' },
  { ms: 60_000, id: 'menit', en: 'minute' },
] as const;

/** 23 hours and 55 minutes are a day to everyone. */
const NEARLY = 0.97;

/** A span of time in its largest fitting unit, rounded: `1 hari`, `3 hours`. */
export function spanWords(ms: number, locale: Locale): string {
  const unit = UNITS.find((u) => ms >= u.ms * NEARLY) ?? { ms: 60_000, id: 'menit', en: 'minute' };
  const count = Math.max(1, Math.round(ms / unit.ms));
  return locale === 'id' ? `${count} ${unit.id}` : `${count} ${unit.en}${count === 1 ? '' : 's'}`;
}
