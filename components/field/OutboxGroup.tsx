'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FieldDecision, FieldRound } from '@/lib/live/field';
import type { FieldRecord, RecordState } from './core/records';
import { RecordCard } from './RecordCard';

/** Some screens full; more are drawn when they are asked for. */
const STEP = 20;

interface Props {
  readonly state: RecordState;
  readonly records: readonly FieldRecord[];
  readonly round: FieldRound | null;
  /** What people decided, by ledger position. */
  readonly decisions: ReadonlyMap<number, FieldDecision>;
}

/** The prices of one state, the newest first. Nothing when there are none. */
export function OutboxGroup({ state, records, round, decisions }: Props) {
  const t = useTranslations('field.outbox');
  const words = useTranslations('field.states');
  const [shown, setShown] = useState(STEP);
  const mine = records.filter((r) => r.state === state);
  if (mine.length === 0) return null;
  return (
    <section className="field-group">
      <h2 className="field-subtitle">
        {words(state)} <span className="muted number">{mine.length}</span>
      </h2>
      <ul className="field-cards">
        {mine
          .slice(-shown)
          .reverse()
          .map((record) => (
            <RecordCard
              key={record.id}
              record={record}
              round={round}
              decision={decisions.get(record.receipt?.ledgerIndex ?? -1) ?? null}
            />
          ))}
      </ul>
      {mine.length <= shown ? null : (
        <button type="button" className="field-second" onClick={() => setShown((now) => now + STEP)}>
          {t('more', { count: Math.min(STEP, mine.length - shown) })}
        </button>
      )}
    </section>
  );
}
