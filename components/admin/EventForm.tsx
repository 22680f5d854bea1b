import { useTranslations } from 'next-intl';
import type { PublicEvent } from '@/lib/live/board';
import { EVENT_KINDS } from '@/lib/market/market-event';
import { EditForm } from './EditForm';
import { type Choice, SelectField, TextArea, TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  /** The event that a further row corrects; `null` for a new one. */
  readonly corrected: PublicEvent | null;
  readonly commodities: readonly Choice[];
  /** Where it may be; none for who looks after one market. */
  readonly regions: readonly Choice[];
  /** Whether it may be about the whole nation. */
  readonly nation: boolean;
  /** ISO date. */
  readonly today: string;
  /** Where the official looks after, empty for the nation. */
  readonly market: string;
  readonly region: string;
  readonly keep: SaveAction;
}

/** What happened, where and when, and who says so. */
export function EventForm(props: Props) {
  const { corrected, commodities, regions, nation, today, keep } = props;
  const t = useTranslations('happening');
  const title = t(corrected === null ? 'add' : 'correctOne');
  const region = corrected === null ? props.region : String(corrected.region_id ?? '');
  return (
    <section className="panel" aria-label={title} id="isian">
      <h2>{title}</h2>
      {corrected === null ? null : <p className="muted small">{t('correctHow')}</p>}
      <EditForm
        action={keep}
        send={t('save')}
        values={corrected === null ? {} : { replaces: corrected.id }}
        resets={corrected === null}
      >
        <SelectField
          name="kind"
          label={t('what')}
          choices={EVENT_KINDS.map((value) => ({ value, text: t(`kind.${value}`) }))}
          value={corrected?.kind}
          empty={t('choose')}
        />
        <SelectField
          name="commodity"
          label={t('goods')}
          choices={commodities}
          value={corrected?.commodity ?? ''}
          empty={t('allGoods')}
        />
        {regions.length === 0 ? null : (
          <SelectField
            name="region"
            label={t('region')}
            choices={regions}
            value={region}
            {...(nation ? { empty: t('nation') } : {})}
          />
        )}
        <TextField
          name="market"
          label={t('market')}
          hint={t('marketHint')}
          defaultValue={corrected === null ? props.market : (corrected.market_id ?? '')}
          readOnly={regions.length === 0}
          maxLength={40}
        />
        <div className="form-pair">
          <TextField
            name="begins"
            label={t('begins')}
            type="date"
            defaultValue={corrected?.from ?? today}
            max={today}
            required
          />
          <TextField name="ends" label={t('ends')} type="date" defaultValue={corrected?.to ?? ''} />
        </div>
        <TextArea
          name="textId"
          label={t('textId')}
          defaultValue={corrected?.text_id}
          required
          maxLength={280}
        />
        <TextArea name="textEn" label={t('textEn')} defaultValue={corrected?.text_en ?? ''} maxLength={280} />
        <TextField
          name="source"
          label={t('source')}
          defaultValue={corrected?.source}
          required
          maxLength={120}
        />
      </EditForm>
    </section>
  );
}
