'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { decimal, type Locale } from '@/components/ui/format';
import { Notice } from '@/components/ui/Notice';
import { DocumentCheck } from './DocumentCheck';
import { type CommodityNames, Facts } from './Facts';
import { LaterList } from './LaterList';
import { keepForOffline } from './offline';
import { RangeResult } from './RangeResult';
import { ReceiptInput } from './ReceiptInput';
import { ReceiptTools } from './ReceiptTools';
import { SealedList } from './SealedList';
import { Stair } from './Stair';
import { TrustNote } from './TrustNote';
import { type ExaminationState, learnKeys, useExamination } from './use-examination';
import { Verdict } from './Verdict';
import { warmUp } from './warm-up';

/** `/verify?i=N` proves a price; `?commodity=` lists the sealed prices of a mean; a receipt can be handed in. */
export function VerifyView({ names }: { readonly names: readonly CommodityNames[] }) {
  const t = useTranslations('verify');
  const query = useSearchParams();
  const said = query.get('i');
  const index = indexOf(said);
  const commodity = query.get('commodity');
  const [given, setGiven] = useState(false);
  const { state, examineIndex, examineText } = useExamination();

  useEffect(() => {
    setGiven(false);
    if (index !== null) examineIndex(index);
  }, [index, examineIndex]);
  useEffect(() => {
    if (index === null) {
      learnKeys().catch(() => undefined);
      warmUp();
    }
    keepForOffline();
  }, [index]);

  const shown = index !== null || given;
  return (
    <main className="page verify" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead muted">{t('lead')}</p>
      <noscript>
        <Notice title={t('withoutScript.title')} text={t('withoutScript.text')} tone="warn">
          {index === null ? null : (
            <a className="button" href={`/ledger/proof/${index}`}>
              {t('withoutScript.receipt')}
            </a>
          )}
          <a className="button" href="/buku-besar">
            {t('withoutScript.book')}
          </a>
        </Notice>
      </noscript>
      {said !== null && !shown ? (
        <Notice
          title={t('noNumber.title', { said: said.slice(0, MOST_SAID) })}
          text={t('noNumber.text')}
          tone="warn"
        />
      ) : null}
      {shown ? (
        <Result state={state} names={names} onRetry={index === null ? null : () => examineIndex(index)} />
      ) : null}
      {!shown && commodity !== null ? (
        <SealedList commodity={commodity} region={query.get('region')} names={names} />
      ) : null}
      <ReceiptInput
        // What is shown is of another receipt than the one that could not be read.
        onTrouble={() => setGiven(false)}
        onReceipt={(text) => {
          setGiven(true);
          examineText(text);
          window.scrollTo({ top: 0 });
        }}
      />
      <TrustNote />
    </main>
  );
}

/** A text is repeated to the reader no longer than this. */
const MOST_SAID = 40;

function indexOf(text: string | null): number | null {
  return text !== null && /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : null;
}

interface ResultProps {
  readonly state: ExaminationState;
  readonly names: readonly CommodityNames[];
  readonly onRetry: (() => void) | null;
}

function Result({ state, names, onRetry }: ResultProps) {
  const t = useTranslations('verify');
  const locale = useLocale() as Locale;
  if (state.kind === 'trouble') {
    return (
      <Notice title={t(`trouble.${state.why}.title`)} text={t(`trouble.${state.why}.text`)} tone="warn">
        {onRetry === null ? null : (
          <button type="button" className="button" onClick={onRetry}>
            {t('retry')}
          </button>
        )}
      </Notice>
    );
  }
  if (state.kind === 'range') return <RangeResult examination={state.examination} names={names} />;
  if (state.kind === 'counting') {
    return (
      <p className="verify-busy muted" role="status">
        {t('counting', { done: decimal(state.done, 0, locale), of: decimal(state.of, 0, locale) })}
      </p>
    );
  }
  if (state.kind !== 'done') {
    return (
      <p className="verify-busy muted" role="status">
        {t('busy')}
      </p>
    );
  }
  const { examination, receipt, told } = state;
  const { leaf, publishedAt, later, steps } = examination;
  return (
    <div className="verify-result">
      <div className="verify-main">
        <Verdict examination={examination} />
        <Stair steps={steps} />
      </div>
      <div className="verify-side">
        {leaf === null ? null : (
          <>
            <Facts leaf={leaf} told={told} publishedAt={publishedAt} names={names} />
            {leaf.kind === 'statement' ? <DocumentCheck key={leaf.index} hash={leaf.documentHash} /> : null}
            <LaterList decisions={later} />
            <ReceiptTools key={receipt} receipt={receipt} index={leaf.index} />
          </>
        )}
      </div>
    </div>
  );
}
