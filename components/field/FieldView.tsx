import { AdviceView } from './AdviceView';
import type { FieldState } from './core/follow-kept';
import type { Enrolment } from './core/kept';
import { DecisionsView } from './DecisionsView';
import { EntryView } from './EntryView';
import { HomeView } from './HomeView';
import { OutboxView } from './OutboxView';
import { ReviewView } from './ReviewView';
import { SettingsView } from './SettingsView';
import type { Mock } from './use-mock';
import type { View } from './use-view';
import type { WorkerFacts } from './use-worker';

interface Props {
  readonly view: View;
  readonly state: FieldState;
  readonly enrolment: Enrolment;
  readonly worker: WorkerFacts;
  readonly mock: Mock;
}

/** Where in the app the person is. */
export function FieldView({ view, state, enrolment, worker, mock }: Props) {
  switch (view.name) {
    case 'settings':
      return <SettingsView state={state} enrolment={enrolment} worker={worker} mock={mock} />;
    case 'outbox':
      return <OutboxView state={state} enrolment={enrolment} />;
    case 'review':
      return <ReviewView state={state} />;
    case 'advice':
      return <AdviceView state={state} enrolment={enrolment} />;
    case 'decisions':
      return <DecisionsView state={state} enrolment={enrolment} />;
    case 'entry':
      // A round that does not ask for it has no screen for it.
      if (!state.round?.commodities.some(({ commodity }) => commodity === view.commodity)) break;
      return (
        <EntryView
          key={`${view.commodity} ${view.corrects ?? ''}`}
          state={state}
          round={state.round}
          commodity={view.commodity}
          corrects={view.corrects}
        />
      );
  }
  return <HomeView state={state} enrolment={enrolment} />;
}
