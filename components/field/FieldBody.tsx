'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/Notice';
import { Banners } from './Banners';
import { sendable } from './core/appeals';
import type { FieldState } from './core/follow-kept';
import { countStates, heldBeside } from './core/records';
import { FieldBar } from './FieldBar';
import { FieldView } from './FieldView';
import { InstallView } from './InstallView';
import { type Opened, useSending } from './use-field';
import { useMock } from './use-mock';
import { useQuestions } from './use-questions';
import { useView } from './use-view';
import { useWorker } from './use-worker';

export function FieldBody({ opened }: { readonly opened: Opened }) {
  const t = useTranslations('field');
  if (opened === 'opening') {
    return (
      <main className="fieldapp" id="content" aria-busy="true">
        <h1 className="hidden-visually">{t('name')}</h1>
        <p className="field-page muted verify-busy" role="status">
          {t('opening')}
        </p>
        <noscript>
          <div className="field-page">
            <Notice title={t('cannot.no-scripts.title')} text={t('cannot.no-scripts.text')} tone="warn" />
          </div>
        </noscript>
      </main>
    );
  }
  if (typeof opened === 'string') {
    return (
      <main className="fieldapp" id="content">
        <div className="field-page">
          <h1 className="field-title">{t('name')}</h1>
          <Notice title={t(`cannot.${opened}.title`)} text={t(`cannot.${opened}.text`)} tone="warn" />
        </div>
      </main>
    );
  }
  return <FieldScreens state={opened} />;
}

function FieldScreens({ state }: { readonly state: FieldState }) {
  const view = useView();
  const worker = useWorker();
  const counts = countStates(state.records);
  const appeals = sendable(state.appeals, state.enrolment?.deviceId ?? '');
  const unsent = counts.waiting > 0 || appeals.length > 0 || state.records.some(heldBeside);
  useSending(state.enrolment !== null, unsent, state.retry);
  useQuestions(state.enrolment !== null && state.lockOut === null);
  const mock = useMock(state.round);
  const { enrolment } = state;
  if (enrolment === null || view.name === 'install') {
    return (
      <main className="fieldapp" id="content">
        <InstallView unsettled={counts.draft + counts.waiting} offset={state.clock?.offset ?? 0} />
      </main>
    );
  }
  return (
    <>
      <FieldBar counts={counts} />
      <main className="fieldapp" id="content">
        <Banners state={state} counts={counts} renewed={worker.renewed} mock={mock.on} />
        <FieldView view={view} state={state} enrolment={enrolment} worker={worker} mock={mock} />
      </main>
    </>
  );
}
