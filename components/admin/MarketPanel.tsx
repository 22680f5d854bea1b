import { useTranslations } from 'next-intl';
import { type AliasLine, AliasList } from './AliasList';
import { EditForm } from './EditForm';
import { type Choice, TextField } from './Fields';
import { MarketClosing } from './MarketClosing';
import { PointPicker, type Province } from './PointPicker';
import type { SaveAction } from './save-answer';

interface Props {
  /** `null` for a new one. */
  readonly market: {
    readonly code: string;
    readonly name: string;
    readonly city: string;
    readonly regionId: number;
    readonly latitude: number;
    readonly longitude: number;
    readonly closedOn: string | null;
    readonly closedReason: string | null;
  } | null;
  /** ISO date where the market stands. */
  readonly today: string;
  readonly provinces: readonly Province[];
  readonly region: number | null;
  readonly commodities: readonly Choice[];
  readonly aliases: readonly AliasLine[];
  readonly mayChange: boolean;
  readonly keep: SaveAction;
  readonly close: SaveAction;
  readonly reopen: SaveAction;
  readonly addAlias: SaveAction;
  readonly removeAlias: SaveAction;
}

/** One market: its facts to be read, or to be changed by those who may, and the names that it uses in its own sense. */
export function MarketPanel(props: Props) {
  const { market, provinces, region, mayChange } = props;
  const t = useTranslations('markets');
  return (
    <div className="admin-stack" id="isian">
      <section className="panel" aria-label={market?.name ?? t('add')}>
        <h2>{market?.name ?? t('add')}</h2>
        {mayChange ? (
          <EditForm
            action={props.keep}
            send={t('save')}
            values={market === null ? {} : { known: market.code }}
            resets={market === null}
          >
            {market === null ? (
              <TextField name="code" label={t('code')} hint={t('codeHint')} required maxLength={40} />
            ) : (
              <p className="muted small">{t('codeStays', { code: market.code })}</p>
            )}
            <TextField name="name" label={t('name')} defaultValue={market?.name} required maxLength={80} />
            <TextField name="city" label={t('city')} defaultValue={market?.city} required maxLength={80} />
            <PointPicker
              provinces={provinces}
              region={region === null ? '' : String(region)}
              latitude={market === null ? '' : String(market.latitude)}
              longitude={market === null ? '' : String(market.longitude)}
            />
          </EditForm>
        ) : market ? (
          <dl className="facts">
            <Fact name={t('code')} text={market.code} />
            <Fact name={t('city')} text={market.city} />
            <Fact
              name={t('columns.place')}
              text={provinces.find(({ value }) => value === String(market.regionId))?.text ?? ''}
            />
            <Fact name={t('point')} text={`${market.latitude}, ${market.longitude}`} />
          </dl>
        ) : null}
      </section>
      {market ? (
        <section className="panel" aria-label={t('aliases')}>
          <h2>{t('aliases')}</h2>
          <p className="muted small">{t('aliasesWhy')}</p>
          <AliasList
            lines={props.aliases}
            commodities={props.commodities}
            market={market.code}
            commodity={null}
            mayChange={mayChange}
            add={props.addAlias}
            remove={props.removeAlias}
          />
        </section>
      ) : null}
      {market ? (
        <MarketClosing
          market={market}
          today={props.today}
          mayChange={mayChange}
          close={props.close}
          reopen={props.reopen}
        />
      ) : null}
    </div>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
