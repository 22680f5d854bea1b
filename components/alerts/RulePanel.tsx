'use client';

import { useLocale, useTranslations } from 'next-intl';
import { EditForm } from '@/components/admin/EditForm';
import { CheckField, type Choice, SelectField, TextField } from '@/components/admin/Fields';
import type { SaveAction } from '@/components/admin/save-answer';
import { decimal, type Locale } from '@/components/ui/format';
import { figuresOf, type Rule, type RuleKind, shownFigure } from '@/lib/market/alert-rules';

interface Own {
  readonly code: string;
  readonly name: string;
  readonly rule: Rule<RuleKind>;
}

interface Props {
  readonly kind: RuleKind;
  readonly rule: Rule<RuleKind>;
  /** Rules of single commodities. */
  readonly own: readonly Own[];
  /** Those that may have one; none where there is one rule for all. */
  readonly commodities: readonly Choice[];
  /** `null` for those who only read. */
  readonly keep: SaveAction | null;
  readonly drop: SaveAction | null;
}

/** One rule with its figures, and those of commodities that have one of their own. */
export function RulePanel({ kind, rule, own, commodities, keep, drop }: Props) {
  const t = useTranslations('alertRules');
  const title = t(`kinds.${kind}.title`);
  const taken = new Set(own.map(({ code }) => code));
  const free = commodities.filter(({ value }) => !taken.has(value));
  return (
    <section className="panel rule" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted measure">{t(`kinds.${kind}.about`)}</p>
      {keep === null ? (
        <RuleWords kind={kind} rule={rule} />
      ) : (
        <RuleForm kind={kind} rule={rule} keep={keep} label={title} />
      )}
      {own.map(({ code, name, rule: special }) => (
        <div className="rule-own" key={code}>
          <h3>{t('onlyFor', { name })}</h3>
          <RuleWords kind={kind} rule={special} />
          {keep === null || drop === null ? null : (
            <div className="rule-acts">
              <details>
                <summary>{t('change', { name })}</summary>
                <RuleForm kind={kind} rule={special} keep={keep} commodity={code} label={name} />
              </details>
              <EditForm action={drop} send={t('drop', { name })} values={{ kind, commodity: code }} quiet />
            </div>
          )}
        </div>
      ))}
      {keep === null || free.length === 0 ? null : (
        <details className="rule-new">
          <summary>{t('add')}</summary>
          <RuleForm kind={kind} rule={rule} keep={keep} choices={free} label={t('add')} />
        </details>
      )}
    </section>
  );
}

function RuleWords({ kind, rule }: { readonly kind: RuleKind; readonly rule: Rule<RuleKind> }) {
  const t = useTranslations('alertRules');
  const locale = useLocale() as Locale;
  if (!rule.enabled) return <p className="rule-words">{t('off')}</p>;
  return (
    <dl className="rule-words">
      {figuresOf(kind).map(({ name, share }) => (
        <div key={name}>
          <dt className="muted">{t(`figures.${kind}.${name}`)}</dt>
          <dd className="number">{decimal(shownFigure(rule, name, share), 1, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function RuleForm(props: {
  readonly kind: RuleKind;
  readonly rule: Rule<RuleKind>;
  readonly keep: SaveAction;
  readonly label: string;
  /** The one that it is about; absent for all of them. */
  readonly commodity?: string;
  readonly choices?: readonly Choice[];
}) {
  const { kind, rule, keep, label, commodity, choices } = props;
  const t = useTranslations('alertRules');
  const locale = useLocale() as Locale;
  return (
    <EditForm
      action={keep}
      send={t('look')}
      values={{ kind, ...(commodity === undefined ? {} : { commodity }) }}
      resets={choices !== undefined}
      label={label}
    >
      {choices === undefined ? null : (
        <SelectField name="commodity" label={t('commodity')} choices={choices} />
      )}
      <div className="form-pair">
        {figuresOf(kind).map(({ name, least, most, share }) => (
          <TextField
            key={name}
            name={name}
            label={t(`figures.${kind}.${name}`)}
            hint={t('range', { least: String(least), most: String(most) })}
            inputMode="decimal"
            defaultValue={String(shownFigure(rule, name, share)).replace('.', locale === 'id' ? ',' : '.')}
            maxLength={8}
            required
          />
        ))}
      </div>
      <CheckField name="enabled" label={t('enabled')} checked={rule.enabled} />
    </EditForm>
  );
}
