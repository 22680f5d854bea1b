'use client';

import { useLocale, useTranslations } from 'next-intl';
import { faultKey } from '@/components/field/core/fault-words';
import { type Locale, moment, rupiah } from '@/components/ui/format';
import type { Good } from '../SettingsFields';
import type { HandedIn } from './hand-in';
import type { HandedReading } from './send-readings';

const LANES = ['accepted', 'provisional', 'quarantined'] as const;

interface Props {
  readonly handed: HandedIn;
  readonly goods: readonly Good[];
}

/** What became of a phone's queue: how many prices stand where, and of each that was refused the reason. */
export function HandedReport({ handed, goods }: Props) {
  const t = useTranslations('devices.handIn');
  const locale = useLocale() as Locale;
  const { readings, appeals } = handed;
  const inLane = (lane: (typeof LANES)[number]) =>
    readings.filter(({ outcome }) => outcome.kind === 'stored' && outcome.receipt.lane === lane).length;
  const refused = readings.filter(({ outcome }) => outcome.kind === 'refused');
  const nameOf = (code: string) => goods.find(({ value }) => value === code)?.text ?? code;
  const priceWords = ({ prices }: HandedReading['reading']) =>
    Object.entries(prices)
      .map(([commodity, price]) => `${nameOf(commodity)} ${rupiah(price, locale)}`)
      .join(', ');
  return (
    <div className="report" role="status">
      <p>{t('done', { stored: readings.length - refused.length, refused: refused.length })}</p>
      <ul className="small">
        {LANES.map((lane) => [lane, inLane(lane)] as const)
          .filter(([, count]) => count > 0)
          .map(([lane, count]) => (
            <li key={lane}>{t(`lanes.${lane}`, { count })}</li>
          ))}
        {appeals.taken > 0 && <li>{t('appealsTaken', { count: appeals.taken })}</li>}
        {appeals.refused > 0 && <li>{t('appealsRefused', { count: appeals.refused })}</li>}
      </ul>
      {refused.length > 0 && (
        <ul className="lines-list">
          {refused.map(({ reading, outcome }) => (
            <li key={reading.reading_id}>
              <div>
                <p>{priceWords(reading)}</p>
                <p className="muted small">{timeWords(reading, locale)}</p>
              </div>
              <p>
                <Why outcome={outcome} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** In the reader's language; the server's own words, in English, beside a reason that is new here. */
function Why({ outcome }: Pick<HandedReading, 'outcome'>) {
  const t = useTranslations('devices.handIn');
  if (outcome.kind !== 'refused') return null;
  const [fault] = outcome.faults;
  const key = fault === undefined ? null : faultKey(fault);
  if (key !== null) return t(`faults.${key}`);
  return (
    <>
      {t('faultUnknown')} <span lang="en">{fault?.message}</span>
    </>
  );
}

function timeWords({ timestamp }: HandedReading['reading'], locale: Locale): string {
  const at = Date.parse(timestamp);
  return Number.isNaN(at) ? timestamp : moment(at, 'Asia/Jakarta', locale);
}
