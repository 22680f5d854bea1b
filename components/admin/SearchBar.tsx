import { useTranslations } from 'next-intl';

interface Props {
  readonly path: string;
  readonly value: string;
  readonly label: string;
  /** Where something new is made; `null` for who may not. */
  readonly add: { readonly path: string; readonly text: string } | null;
}

/** A search that works without scripts and can be sent on as an address. */
export function SearchBar({ path, value, label, add }: Props) {
  const t = useTranslations('admin');
  return (
    <search>
      <form className="admin-tools" action={path} method="get">
        <div className="field-block">
          <label htmlFor="search">{label}</label>
          <input
            className="input"
            id="search"
            type="search"
            name="cari"
            defaultValue={value}
            maxLength={100}
          />
        </div>
        <button type="submit" className="button">
          {t('search')}
        </button>
        {add ? (
          <a className="button button-main" href={add.path}>
            {add.text}
          </a>
        ) : null}
      </form>
    </search>
  );
}
