import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale } from '@/components/ui/format';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import type { Examination } from './stair';

type Shown = Pick<Examination, 'ok' | 'steps' | 'tookMs'> & Partial<Pick<Examination, 'leaf'>>;

/** What came out, in one sentence, and what it means when something does not hold. */
export function Verdict({ examination }: { readonly examination: Shown }) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  const { ok, steps, tookMs } = examination;
  const checked = steps.filter(({ outcome }) => outcome === 'ok').length;
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed?.name === 'file') return <Unreadable title="unreadable" text="unreadableText" />;
  const alone = steps.filter(({ outcome }) => outcome === 'failed').length === 1;
  if (failed?.said === 'cut' && alone) return <Unreadable title="cut" text="cutText" />;
  const number = failed === undefined ? 0 : steps.indexOf(failed) + 1;
  return (
    <div className={`verdict verdict-${ok ? 'ok' : 'failed'}`} role="status">
      <h2 className="verdict-title">{t(ok ? 'verdict.ok' : 'verdict.failed')}</h2>
      <p>
        {failed === undefined
          ? t('verdict.okText', { count: String(checked) })
          : t('verdict.failedText', { number: String(number), step: t(`steps.${failed.name}.title`) })}
      </p>
      <p>{t(failed === undefined ? meaning(examination.leaf?.kind ?? 'price') : 'verdict.whatToDo')}</p>
      <p className="muted small" data-took={tookMs.toFixed(1)}>
        {t('verdict.took', { ms: decimal(tookMs, tookMs < 10 ? 1 : 0, locale) })}
      </p>
    </div>
  );
}

interface UnreadableProps {
  readonly title: 'unreadable' | 'cut';
  readonly text: 'unreadableText' | 'cutText';
}

/** The file is not whole, or none at all: nothing was found wrong with any price. */
function Unreadable({ title, text }: UnreadableProps) {
  const t = useTranslations('verify.verdict');
  return (
    <div className="verdict verdict-failed" role="status">
      <h2 className="verdict-title">{t(title)}</h2>
      <p>{t(text)}</p>
    </div>
  );
}

/** What a proof of such an entry says, and what it does not. */
function meaning(kind: Leaf['kind']): string {
  if (kind === 'price') return 'verdict.means';
  return kind === 'statement' ? 'verdict.meansOther.statement' : 'verdict.meansOther.entry';
}
