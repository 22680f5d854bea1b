import { useTranslations } from 'next-intl';
import { decimal, type Locale, unitName } from '@/components/ui/format';
import type { Commodity } from '@/lib/market/commodity';
import { type AliasLine, AliasList } from './AliasList';
import { EditForm } from './EditForm';
import { SelectField, TextField } from './Fields';
import type { SaveAction } from './save-answer';

interface Props {
  /** `null` for a new one. */
  readonly commodity: Commodity | null;
  readonly aliases: readonly AliasLine[];
  readonly units: readonly { readonly unit: string; readonly factor: number }[];
  readonly mayChange: boolean;
  readonly locale: Locale;
  readonly keep: SaveAction;
  readonly addAlias: SaveAction;
  readonly removeAlias: SaveAction;
  readonly keepUnit: SaveAction;
  readonly forgetUnit: SaveAction;
}

/** One commodity: names, unit and class, the spellings that mean it, and the units that it is sold in. */
export function CommodityPanel(props: Props) {
  const { commodity, mayChange, locale } = props;
  const t = useTranslations('goods');
  const title = commodity === null ? t('add') : locale === 'id' ? commodity.nameId : commodity.nameEn;
  return (
    <div className="admin-stack" id="isian">
      <section className="panel" aria-label={title}>
        <h2>{title}</h2>
        {mayChange ? (
          <EditForm
            action={props.keep}
            send={t('save')}
            values={commodity === null ? {} : { known: commodity.code }}
            resets={commodity === null}
          >
            {commodity === null ? (
              <TextField name="code" label={t('code')} hint={t('codeHint')} required maxLength={40} />
            ) : (
              <p className="muted small">{t('codeStays', { code: commodity.code })}</p>
            )}
            <TextField
              name="nameId"
              label={t('nameId')}
              defaultValue={commodity?.nameId}
              required
              maxLength={60}
            />
            <TextField
              name="nameEn"
              label={t('nameEn')}
              defaultValue={commodity?.nameEn}
              required
              maxLength={60}
            />
            <SelectField
              name="unit"
              label={t('unit')}
              hint={t('unitHint')}
              value={commodity?.unit ?? 'kg'}
              choices={(['kg', 'l'] as const).map((unit) => ({ value: unit, text: unitName(unit, locale) }))}
            />
            <SelectField
              name="volatility"
              label={t('volatility')}
              hint={t('volatilityHint')}
              value={commodity?.volatility ?? 'medium'}
              choices={['low', 'medium', 'high'].map((value) => ({ value, text: t(`class.${value}`) }))}
            />
          </EditForm>
        ) : commodity ? (
          <dl className="facts">
            <Fact name={t('nameId')} text={commodity.nameId} />
            <Fact name={t('nameEn')} text={commodity.nameEn} />
            <Fact name={t('unit')} text={unitName(commodity.unit, locale)} />
            <Fact name={t('volatility')} text={t(`class.${commodity.volatility}`)} />
          </dl>
        ) : null}
      </section>
      {commodity ? (
        <>
          <section className="panel" aria-label={t('aliases')}>
            <h2>{t('aliases')}</h2>
            <p className="muted small">{t('aliasesWhy')}</p>
            <AliasList
              lines={props.aliases}
              commodities={[]}
              market={null}
              commodity={commodity.code}
              mayChange={mayChange}
              add={props.addAlias}
              remove={props.removeAlias}
            />
          </section>
          <Units {...props} commodity={commodity} />
        </>
      ) : null}
    </div>
  );
}

function Units(props: Props & { readonly commodity: Commodity }) {
  const { commodity, units, mayChange, locale } = props;
  const t = useTranslations('goods');
  const base = unitName(commodity.unit, locale);
  const shown = (factor: number) => decimal(factor, 6, locale).replace(/[.,]?0+$/, '');
  return (
    <section className="panel" aria-label={t('units')}>
      <h2>{t('units')}</h2>
      <p className="muted small">{t('unitsWhy', { base })}</p>
      <ul className="lines-list">
        {units.map(({ unit, factor }) => (
          <li key={unit}>
            <span className="number">
              1 {unit} ={' '}
              {factor >= 1 && Number.isInteger(factor) ? decimal(factor, 0, locale) : shown(factor)} {base}
            </span>
            {mayChange ? (
              <EditForm
                action={props.forgetUnit}
                send={t('unitRemove')}
                values={{ commodity: commodity.code, unit }}
                label={t('unitRemoveOne', { unit })}
                quiet
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <>
          <h3>{t('unitAdd')}</h3>
          <EditForm
            action={props.keepUnit}
            send={t('unitSave')}
            values={{ commodity: commodity.code }}
            label={t('unitAdd')}
            resets
            quiet
          >
            <div className="form-pair">
              <TextField name="unit" label={t('unitName')} required maxLength={20} />
              <TextField
                name="factor"
                label={t('factor', { base })}
                inputMode="decimal"
                required
                maxLength={12}
              />
            </div>
          </EditForm>
        </>
      ) : null}
    </section>
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
