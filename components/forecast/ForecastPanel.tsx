import { useLocale, useTranslations } from 'next-intl';
import { dayShort, decimal, type Locale, percent, rupiah } from '@/components/ui/format';
import { SimulatedTag } from '@/components/ui/StateMark';
import type { DayPoint } from '@/lib/live/board';
import type { ForecastAnswer, ForecastPoint } from '@/lib/live/outlook';
import { FAN_HEIGHT, FAN_WIDTH, prepareFan } from './prepare-fan';

interface Props {
  readonly seen: readonly DayPoint[];
  readonly forecast: ForecastAnswer;
}

/** The coming week: a fan, a table, which model speaks, and how often such forecasts came close. */
export function ForecastPanel({ seen, forecast }: Props) {
  const t = useTranslations('forecast');
  const locale = useLocale() as Locale;
  const fan = prepareFan(seen, forecast.forecast_7d);
  const end = forecast.forecast_7d.at(-1);
  if (fan === null || end === undefined) return null;
  const sentence = t('sentence', {
    day: dayShort(end.date, locale),
    low: rupiah(of(end, '0.1'), locale),
    high: rupiah(of(end, '0.9'), locale),
  });
  return (
    <section className="panel" aria-label={t('title')}>
      <header className="panel-head">
        <h2>
          {t('title')} {forecast.simulated ? <SimulatedTag /> : null}
        </h2>
      </header>
      <p>{sentence}</p>
      <div className="fan-box">
        <svg className="fan" viewBox={`0 0 ${FAN_WIDTH} ${FAN_HEIGHT}`} role="img" aria-label={sentence}>
          <path className="fan-wide" d={fan.wide} />
          <path className="fan-half" d={fan.half} />
          <path className="fan-past" d={fan.past} />
          <path className="fan-middle" d={fan.middle} />
          <circle className="spark-end" cx={fan.start.x} cy={fan.start.y} r="3" />
        </svg>
        <table className="table">
          <caption className="hidden-visually">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('day')}</th>
              <th scope="col" className="right">
                {t('middle')}
              </th>
              <th scope="col" className="right">
                {t('range')}
              </th>
            </tr>
          </thead>
          <tbody>
            {forecast.forecast_7d.map((d) => (
              <tr key={d.date}>
                <th scope="row">{dayShort(d.date, locale, false)}</th>
                <td className="right number">→ {rupiah(of(d, '0.5'), locale)}</td>
                <td className="right number">
                  {rupiah(of(d, '0.1'), locale)}–{decimal(of(d, '0.9'), 0, locale)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        {t(`models.${forecast.model}`)}{' '}
        {forecast.confidence === null
          ? t('noPast')
          : t('confidence', { share: percent(forecast.confidence, locale, 0) })}{' '}
        {t('knows')}
      </p>
    </section>
  );
}

function of(point: ForecastPoint, level: string): number {
  return point.quantiles[level] ?? point.mean;
}
