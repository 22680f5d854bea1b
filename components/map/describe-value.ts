import { type Locale, rupiah, signedPercent } from '@/components/ui/format';
import type { Measure, Scale } from './measures';

/** A value of a measure in its own unit. */
export function measureText(value: number, measure: Measure, locale: Locale): string {
  if (measure === 'level') return rupiah(value, locale);
  if (measure === 'impact') return String(Math.round(value));
  return signedPercent(value, locale);
}

/** The five classes of a scale in words, lowest first. */
export function classTexts(scale: Scale, measure: Measure, locale: Locale): readonly string[] {
  const say = (v: number) =>
    measure === 'level' || measure === 'impact'
      ? measureText(v, measure, locale)
      : signedPercent(v, locale, 0);
  const to = locale === 'id' ? 's.d.' : 'to';
  const [a, b, c, d] = scale.breaks;
  return [
    `< ${say(a)}`,
    `${say(a)} ${to} ${say(b)}`,
    `${say(b)} ${to} ${say(c)}`,
    `${say(c)} ${to} ${say(d)}`,
    `≥ ${say(d)}`,
  ];
}
