import { useTranslations } from 'next-intl';
import type { DoorRow } from './read-doors';

/** One way in: what it does, what it takes, what it answers, and how to try it. */
export function Door({ door }: { readonly door: DoorRow }) {
  const t = useTranslations('api');
  const answers = door.answers.filter(({ status }) => status.startsWith('2'));
  const refusals = door.answers.filter(({ status }) => !status.startsWith('2')).map(({ status }) => status);
  return (
    <article className="panel api-door" aria-labelledby={door.id}>
      <h3 id={door.id} className="api-path">
        <span className="api-method">{door.method}</span> <code>{door.path}</code>
      </h3>
      <p className="measure">{door.words}</p>
      {door.token === null ? null : <p className="small muted">{t(`tokens.${door.token}`)}</p>}
      {door.parameters.length === 0 ? null : <Parameters door={door} />}
      <p className="small muted">
        {answers.map(({ status, media }) => `${status} ${media}`).join(' · ')}
        {refusals.length === 0 ? '' : ` · ${t('refusals', { statuses: refusals.join(', ') })}`}
      </p>
      {door.samples.map((sample) => (
        <pre key={sample} className="api-code">
          <code>{sample}</code>
        </pre>
      ))}
    </article>
  );
}

function Parameters({ door }: { readonly door: DoorRow }) {
  const t = useTranslations('api');
  const caption = t('parametersOf', { path: door.path });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('parameter')}</th>
            <th scope="col">{t('takes')}</th>
            <th scope="col">{t('meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {door.parameters.map((p) => (
            <tr key={p.name}>
              <th scope="row">
                <code>{p.name}</code> {p.required ? <span className="muted">{t('required')}</span> : null}
              </th>
              <td>{p.takes}</td>
              <td className="api-meaning">{p.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
