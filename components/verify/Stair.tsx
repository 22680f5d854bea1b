import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale } from '@/components/ui/format';
import type { StairStep } from './stair';

/** The steps of a proof, one below the other; a tick stands only where this browser has checked. */
export function Stair({ steps }: { readonly steps: readonly StairStep[] }) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  return (
    <>
      <p className="muted small measure stair-words">{t('words')}</p>
      <ol className="stair" aria-label={t('stair')}>
        {steps.map((step) => (
          <li key={step.name} className={`stair-step is-${step.outcome}`} data-step={step.name}>
            <StepMark outcome={step.outcome} />
            <div className="stair-body">
              <h3>
                {t(`steps.${step.name}.title`)}
                <span className="hidden-visually">: {t(`outcome.${step.outcome}`)}</span>
              </h3>
              <p className="stair-say">
                {t(`steps.${step.name}.${step.said}`, readable(step.values, locale))}
              </p>
              {step.bytes.length === 0 ? null : (
                <details>
                  <summary>{t('showBytes')}</summary>
                  {step.bytes.map(({ title, text }, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes once it is made
                    <div key={`${title}-${i}`} className="bytes">
                      <p className="muted small">{t(`bytes.${title}`)}</p>
                      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                      <pre tabIndex={0}>{text === '' ? t('bytes.nothing') : text}</pre>
                    </div>
                  ))}
                </details>
              )}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How many of something; numbers of entries are names, and stay as they are. */
const COUNTS = ['size', 'seen', 'count', 'of', 'held', 'hashes'];

function readable(values: StairStep['values'], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const counts = COUNTS.includes(name) && /^[0-9]+$/.test(value);
      return [name, counts ? decimal(Number(value), 0, locale) : value];
    }),
  );
}

const MARKS = {
  ok: 'M6.5 12.5l3.8 3.8 7.2-8.3',
  failed: 'M7.5 7.5l9 9m0-9l-9 9',
  absent: 'M8 12h8',
} as const;

function StepMark({ outcome }: { readonly outcome: StairStep['outcome'] }) {
  return (
    <svg className="stair-mark" viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
      <circle cx="12" cy="12" r="11" />
      <path d={MARKS[outcome]} pathLength={1} />
    </svg>
  );
}
