'use client';

import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, moment, percent, rupiah, signedPercent, unitName } from '@/components/ui/format';
import { useSeen } from '@/components/ui/use-seen';
import type { CaseCard } from '@/lib/live/review';
import type { BaseUnit } from '@/lib/market/commodity';
import { WAITING_STATES } from '@/lib/market/review';
import { CaseAttached } from './CaseAttached';
import { CaseChart } from './CaseChart';
import { CaseEvents } from './CaseEvents';
import { EvidenceList } from './EvidenceList';
import { Rulers } from './Rulers';
import { TimeLeft } from './TimeLeft';

const CaseMap = dynamic(() => import('./CaseMap'), { ssr: false });

/** The verdict card: a short report that is read from the top. */
export function CaseReport({ card, now }: { readonly card: CaseCard; readonly now: number }) {
  const t = useTranslations('review');
  const locale = useLocale() as Locale;
  const unit = unitName(card.unit as BaseUnit, locale);
  const pendingText = ({ act, corrected_price, mine }: NonNullable<CaseCard['pending']>) => {
    const whose = mine ? 'mine' : 'other';
    if (act === 'undo') return t(`pending.${whose}.undo`);
    if (corrected_price === null) return t(`pending.${whose}.act`, { act: t(`act.${act}`) });
    return t(`pending.${whose}.price`, { act: t(`act.${act}`), price: rupiah(corrected_price, locale) });
  };
  return (
    <>
      <header className="report-head">
        <p className="small muted">
          {card.market}, {card.region} · <span className="ident">{card.device_id}</span>{' '}
          {card.simulated ? <span className="tag">{t('simulated')}</span> : null}
        </p>
        <h2>{card.commodity_name[locale]}</h2>
        <p className="report-price">
          {rupiah(card.price, locale)}
          <span className="report-unit"> /{unit}</span>
          {card.corrected_price === null ? null : (
            <span className="report-corrected">
              {' '}
              → {rupiah(card.corrected_price, locale)} <span className="small">{t('corrected')}</span>
            </span>
          )}
        </p>
        <p className="report-state">
          <span className={`tag lane-${card.lane}`}>{t(`lane.${card.lane}`)}</span> {t(`state.${card.state}`)}{' '}
          · <TimeLeft due={card.due_at} now={now} />
        </p>
        <p className="small muted">
          {t('observed', { at: moment(Date.parse(card.observed_at), card.time_zone, locale) })}
        </p>
      </header>
      <p className="report-why measure">{card.why[locale]}</p>
      {card.pending === null ? null : <p className="banner">{pendingText(card.pending)}</p>}
      {card.barred ? <p className="banner">{t('barred')}</p> : null}
      <AppealWords card={card} />
      <HandedOn card={card} />
      <CaseAttached card={card} />
      <section aria-label={t('chart.title')}>
        <h3>{t('chart.title')}</h3>
        <CaseChart card={card} />
      </section>
      {card.detectors.length > 0 ? (
        <section>
          <h3>{t('detector.title')}</h3>
          <Rulers detectors={card.detectors} />
        </section>
      ) : null}
      <Neighbours card={card} />
      <section>
        <h3>{t('reliability.title')}</h3>
        <p className="small">
          {t('reliability.text', {
            mean: percent(card.reliability.mean, locale, 0),
            weight: percent(card.reliability.weight, locale, 0),
          })}
        </p>
        {card.evidence.length > 0 ? <EvidenceList evidence={card.evidence} /> : null}
        <p className="small muted">
          {card.effect.region === null || card.effect.nation === null
            ? t('effect.none')
            : t(`effect.${card.effect.decision}`, {
                region: signedPercent(card.effect.region, locale, 2),
                nation: signedPercent(card.effect.nation, locale, 2),
              })}
          {card.effect.two_people ? ` ${t('effect.two')}` : ''}
        </p>
      </section>
      <section>
        <h3>{t('events.title')}</h3>
        <CaseEvents events={card.events} />
      </section>
    </>
  );
}

/** What somebody of the market has against the decision, in front of whoever decides about the appeal. */
function AppealWords({ card }: { readonly card: CaseCard }) {
  const t = useTranslations('review');
  const appeal = card.events.findLast(({ act }) => act === 'appeal');
  if (appeal === undefined) return null;
  const answered = card.events.some((e) => e.ledger_index > appeal.ledger_index && e.state === 'decided');
  // One whose answer was taken back waits again.
  if (answered && card.state !== 'appealed') return null;
  return (
    <p className="banner">
      {t('appealSays', { reason: t(`reason.${appeal.reason}`), note: appeal.note ?? '' })}
    </p>
  );
}

/** Why nobody answers: the reporter has given the phone away, perhaps with a question on it. */
function HandedOn({ card }: { readonly card: CaseCard }) {
  const t = useTranslations('review.handedOn');
  if (!card.handed_on || !WAITING_STATES.includes(card.state)) return null;
  // Later acts than the question ended it otherwise; a proposal over it leaves it waiting.
  const last = card.events.findLast((e) => e.by !== 'judge' && e.state !== 'proposed');
  return <p className="banner">{t(last?.state === 'asked' ? 'asked' : 'note')}</p>;
}

function Neighbours({ card }: { readonly card: CaseCard }) {
  const t = useTranslations('review.neighbours');
  const locale = useLocale() as Locale;
  const [box, seen] = useSeen<HTMLDivElement>();
  if (card.neighbours.length === 0) return null;
  return (
    <section>
      <h3>{t('title')}</h3>
      <div className="neighbours" ref={box}>
        <table className="small">
          <thead>
            <tr>
              <th scope="col">{t('market')}</th>
              <th scope="col" className="right">
                {t('km')}
              </th>
              <th scope="col" className="right">
                {t('price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {card.neighbours.map((n) => (
              <tr key={n.market_id}>
                <td>
                  {n.market} <span className="muted">{n.region}</span>
                </td>
                <td className="right">{n.km}</td>
                <td className="right">{rupiah(n.price, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {seen ? <CaseMap key={card.id} card={card} label={t('map')} /> : <div className="case-map" />}
      </div>
    </section>
  );
}
