import { type Locale, rupiah, signedPercent } from '@/components/ui/format';
import type { ClassNumber, Measure, Scale } from './measures';

/** A value of a measure in its own unit. */
export function measureText(value: number, measure: Measure, locale: Locale): string {
  if (measure === 'level') return rupiah(value, locale);
  if (measure === 'impact') return String(Math.round(value));
  return signedPercent(value, locale);
}

export interface ClassText {
  readonly number: ClassNumber;
  readonly text: string;
}

/** The classes of a scale in words, lowest first, without those between two equal limits, in which nothing can lie. */
export function classTexts(scale: Scale, measure: Measure, locale: Locale): readonly ClassText[] {
  const say = (v: number) =>
    measure === 'level' || measure === 'impact'
      ? measureText(v, measure, locale)
      : signedPercent(v, locale, 0);
  const to = locale === 'id' ? 's.d.' : 'to';
  const [a, b, c, d] = scale.breaks;
  // Levels follow the prices, so a limit of nothing says that there are none.
  if (measure === 'level' && d === 0) return [];
  const between = (number: ClassNumber, from: number, until: number) =>
    from === until ? [] : [{ number, text: `${say(from)} ${to} ${say(until)}` }];
  return [
    { number: 1, text: `< ${say(a)}` },
    ...between(2, a, b),
    ...between(3, b, c),
    ...between(4, c, d),
    { number: 5, text: `≥ ${say(d)}` },
  ];
}
