'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';
import { decimal, type Locale } from '@/components/ui/format';
import type { FieldRound } from '@/lib/live/field';
import { dropPhoto, saveDraft } from './actions';
import type { FieldState } from './core/follow-kept';
import { hintFor } from './core/hint';
import { type Key, keyOf, press, priceOf } from './core/keypad';
import { neighbour } from './core/round';
import { EntryBeside } from './EntryBeside';
import { EntryHead } from './EntryHead';
import { HintLine } from './HintLine';
import { Keypad } from './Keypad';
import { usePosition } from './use-position';
import { go, goEntry } from './use-view';

interface Props {
  readonly state: FieldState;
  readonly round: FieldRound;
  readonly commodity: string;
  /** Record that the new figure puts right. */
  readonly corrects: string | null;
}

/** One item: its last price above, one huge figure, a pad for one thumb. */
export function EntryView({ state, round, commodity, corrects }: Props) {
  const t = useTranslations('field.entry');
  const locale = useLocale() as Locale;
  const item = round.commodities.find((c) => c.commodity === commodity);
  const wrong = corrects === null ? null : state.records.find((r) => r.id === corrects);
  const held = state.records.find((r) => r.state === 'draft' && r.commodity === commodity);
  const [digits, setDigits] = useState(held === undefined ? '' : String(held.price));
  const [full, setFull] = useState(false);
  const [photo, setPhoto] = useState<string | null>(null);
  const position = usePosition(state.settings?.position === true);
  const price = priceOf(digits);
  const before = neighbour(round, commodity, -1);
  const after = neighbour(round, commodity, 1);
  const onward = () => {
    if (corrects !== null || after === null) go('review');
    else goEntry(after.commodity);
  };
  const save = async () => {
    if (price === null) return;
    try {
      await saveDraft(commodity, price, corrects, {
        photo,
        position: typeof position === 'string' ? null : position,
      });
      onward();
    } catch {
      setFull(true);
    }
  };
  const onKey = useLatest((key: Key | 'Enter') => {
    if (key === 'Enter') void save();
    else setDigits((now) => press(now, key));
  });
  // The same one at every key: of all that is on the screen only the figure and the hint are drawn again.
  const pressed = useCallback((key: Key) => onKey.current(key), [onKey]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
      const key = event.key === 'Enter' && !onButton ? 'Enter' : keyOf(event.key);
      if (key !== null) onKey.current(key);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onKey]);
  if (item === undefined) return null;
  const hint = price === null ? null : hintFor(item, price);
  return (
    <div className="field-entry" data-item={commodity}>
      <EntryHead
        round={round}
        commodity={commodity}
        correcting={corrects !== null}
        wrong={wrong?.price ?? null}
        offset={state.clock?.offset ?? 0}
      />
      <output className={`field-figure${hint === null ? '' : ' field-figure-odd'}`} aria-label={t('figure')}>
        <span className="field-figure-rp">Rp</span>
        <span className="number">{price === null ? '0' : decimal(price, 0, locale)}</span>
      </output>
      <HintLine hint={hint} full={full} />
      <EntryBeside
        photo={photo !== null || held?.beside?.photo === true}
        position={position}
        onPhoto={(taken) => {
          setPhoto(taken);
          if (taken === null && held !== undefined) void dropPhoto(held.id);
        }}
      />
      <Keypad onKey={pressed} />
      <div className="field-actions">
        <button
          type="button"
          className="field-second"
          onClick={() => (before === null || corrects !== null ? go('home') : goEntry(before.commodity))}
        >
          {t('back')}
        </button>
        <button type="button" className="field-second" onClick={onward}>
          {t(after === null || corrects !== null ? 'toReview' : 'skip')}
        </button>
        <button type="button" className="field-main" disabled={price === null} onClick={() => void save()}>
          {t('save')}
        </button>
      </div>
    </div>
  );
}
