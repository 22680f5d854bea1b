'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ActionForm } from '../portal/ActionForm';
import type { ActionAnswer, FormAction } from '../portal/action-answer';
import { ShownOnce } from '../portal/ShownOnce';

/** A secret that waits to be confirmed. */
export interface Proposal {
  /** Data URL of an SVG. */
  readonly qr: string;
  readonly typed: string;
}

interface Props {
  readonly on: boolean;
  readonly codesLeft: number;
  /** `null` when it is on already. */
  readonly begin: () => Promise<Proposal | null>;
  readonly finish: FormAction;
  readonly drop: FormAction;
}

/** The second step at sign-in: off, being set up, or on. */
export function SecondStep({ on, codesLeft, begin, finish, drop }: Props) {
  const t = useTranslations('account');
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [codes, setCodes] = useState<ActionAnswer['shown']>();
  const [busy, start] = useTransition();
  const finishing: FormAction = async (before, form) => {
    const answer = await finish(before, form);
    setCodes(answer?.shown);
    return answer;
  };
  // The step is on: what set it up has no use any more, and the codes are seen only now.
  if (codes !== undefined) return <ShownOnce {...codes} />;
  if (on) {
    return (
      <div className="stack">
        <p className="small">{t('on', { count: codesLeft })}</p>
        <ActionForm action={drop} send={t('drop')}>
          <label className="field field-wide">
            <span>{t('password')}</span>
            <input
              className="input"
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          </label>
        </ActionForm>
      </div>
    );
  }
  if (proposal === null) {
    return (
      <div className="stack">
        <p className="small">{t('off')}</p>
        <button
          type="button"
          className="button button-main"
          disabled={busy}
          onClick={() => start(async () => setProposal(await begin()))}
        >
          {t('begin')}
        </button>
      </div>
    );
  }
  return (
    <div className="stack">
      <p className="small">{t('scan')}</p>
      {/* biome-ignore lint/performance/noImgElement: the QR is part of the answer and is fetched from nowhere */}
      <img className="qr" src={proposal.qr} alt={t('qr')} width="208" height="208" />
      <p className="small">
        {t('type')} <code>{proposal.typed}</code>
      </p>
      <ActionForm action={finishing} send={t('confirm')} main>
        <label className="field field-wide">
          <span>{t('code')}</span>
          <input
            className="input"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={7}
          />
        </label>
      </ActionForm>
    </div>
  );
}
