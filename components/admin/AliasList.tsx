import { useTranslations } from 'next-intl';
import { EditForm } from './EditForm';
import { type Choice, SelectField, TextField } from './Fields';
import type { SaveAction } from './save-answer';

export interface AliasLine {
  readonly id: number;
  readonly alias: string;
  readonly commodity: string;
}

interface Props {
  readonly lines: readonly AliasLine[];
  readonly commodities: readonly Choice[];
  /** Code of the market whose own names these are; `null` where they hold everywhere. */
  readonly market: string | null;
  /** Code of the commodity that all of them mean; `null` where it is chosen. */
  readonly commodity: string | null;
  readonly mayChange: boolean;
  readonly add: SaveAction;
  readonly remove: SaveAction;
}

/** Spellings, with a form for a further one. */
export function AliasList(props: Props) {
  const { lines, commodities, market, commodity, mayChange } = props;
  const t = useTranslations('alias');
  const nameOf = (code: string) => commodities.find(({ value }) => value === code)?.text ?? code;
  const hidden = {
    ...(market === null ? {} : { market }),
    ...(commodity === null ? {} : { commodity }),
  };
  return (
    <>
      {lines.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <ul className="lines-list">
        {lines.map((line) => (
          <li key={line.id}>
            <span>
              {line.alias}
              {commodity === null ? <span className="muted"> → {nameOf(line.commodity)}</span> : null}
            </span>
            {mayChange ? (
              <EditForm
                action={props.remove}
                send={t('remove')}
                values={{ alias: String(line.id) }}
                label={t('removeOne', { alias: line.alias })}
                quiet
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <>
          <h3>{t('add')}</h3>
          <EditForm action={props.add} send={t('save')} values={hidden} label={t('add')} resets quiet>
            <TextField name="alias" label={t('name')} required maxLength={80} />
            {commodity === null ? (
              <SelectField name="commodity" label={t('means')} choices={commodities} empty={t('choose')} />
            ) : null}
          </EditForm>
        </>
      ) : null}
    </>
  );
}
