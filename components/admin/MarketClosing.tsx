import { useLocale, useTranslations } from 'next-intl';
import { dayFull, type Locale } from '@/components/ui/format';
import { EditForm } from './EditForm';
import { TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  readonly market: {
    readonly code: string;
    readonly closedOn: string | null;
    readonly closedReason: string | null;
  };
  /** ISO date where the market stands. */
  readonly today: string;
  readonly mayChange: boolean;
  readonly close: SaveAction;
  readonly reopen: SaveAction;
}

/** From when on a market is closed for good and why; for those who may, the form that closes it or takes that back. */
export function MarketClosing(props: Props) {
  const { market, today, mayChange } = props;
  const t = useTranslations('markets.closing');
  const locale = useLocale() as Locale;
  const { closedOn, closedReason } = market;
  if (closedOn === null && !mayChange) return null;
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <div role="status">
        {closedOn === null ? null : (
          <>
            <p>
              <strong>{t(closedOn > today ? 'from' : 'since', { day: dayFull(closedOn, locale) })}</strong>
            </p>
            <p className="small">{t('because', { reason: closedReason ?? '' })}</p>
          </>
        )}
      </div>
      {mayChange ? closedOn === null ? <Close {...props} /> : <Reopen {...props} /> : null}
    </section>
  );
}

function Close({ market, today, close }: Props) {
  const t = useTranslations('markets.closing');
  return (
    <div className="stack">
      <p className="muted small">{t('why')}</p>
      <EditForm action={close} send={t('send')} values={{ market: market.code }} label={t('title')} quiet>
        <TextField
          name="closedOn"
          label={t('day')}
          hint={t('dayHint')}
          type="date"
          defaultValue={today}
          required
        />
        <TextField name="reason" label={t('reason')} hint={t('reasonHint')} required maxLength={200} />
      </EditForm>
    </div>
  );
}

function Reopen({ market, reopen }: Props) {
  const t = useTranslations('markets.closing');
  return (
    <div className="stack">
      <p className="muted small">{t('reopenWhy')}</p>
      <EditForm
        action={reopen}
        send={t('reopen')}
        values={{ market: market.code }}
        label={t('reopen')}
        quiet
      />
    </div>
  );
}
