'use client';

import { useTranslations } from 'next-intl';
import { ALERT_LEVELS, type AlertKind } from '@/lib/market/alert';
import { AlertGroups } from './AlertGroups';
import { Choice } from './Choice';
import type { FoundAlerts } from './use-alert-wish';

interface Option {
  readonly value: string;
  readonly text: string;
}

interface Props {
  readonly found: FoundAlerts;
  readonly kinds: readonly AlertKind[];
  readonly commodities: readonly Option[];
  /** Provinces; fewer than two leave nothing to choose. */
  readonly regions: readonly Option[];
  /** Words for an empty list that nobody narrowed. */
  readonly none: string;
}

/** Alerts that are narrowed as the reader likes, a page at a time. */
export function AlertFinder({ found, kinds, commodities, regions, none }: Props) {
  const t = useTranslations('alerts');
  const { wish, choose, fitting, lines, shown } = found;
  const nameOf = (code: string) => commodities.find(({ value }) => value === code)?.text ?? code;
  const narrowed = Object.values(wish).some((word) => word !== '');
  return (
    <>
      <div className="alert-tools">
        <Choice label={t('kind')} all={t('every')} value={wish.kind} onChoose={(kind) => choose({ kind })}>
          {kinds.map((kind) => ({ value: kind, text: t(`kinds.${kind}`) }))}
        </Choice>
        <Choice
          label={t('level')}
          all={t('every')}
          value={wish.level}
          onChoose={(level) => choose({ level })}
        >
          {[...ALERT_LEVELS].reverse().map((level) => ({ value: level, text: t(`levels.${level}`) }))}
        </Choice>
        <Choice
          label={t('commodity')}
          all={t('every')}
          value={wish.commodity}
          onChoose={(commodity) => choose({ commodity })}
        >
          {commodities}
        </Choice>
        {regions.length < 2 ? null : (
          <Choice
            label={t('region')}
            all={t('every')}
            value={wish.region}
            onChoose={(region) => choose({ region })}
          >
            {regions}
          </Choice>
        )}
      </div>
      <p className="muted" role="status">
        {lines.length === fitting.length
          ? t('found', { count: fitting.length })
          : t('foundIn', { count: fitting.length, groups: lines.length })}
      </p>
      {fitting.length === 0 ? (
        <p className="notice muted">{narrowed ? t('nothingFound') : none}</p>
      ) : (
        <AlertGroups groups={shown} nameOf={nameOf} />
      )}
      {lines.length > shown.length ? (
        <p className="panel-more">
          <button type="button" className="button" onClick={found.more}>
            {t('more')}
          </button>
        </p>
      ) : null}
    </>
  );
}
