import { useTranslations } from 'next-intl';

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly {
    readonly name: string;
    readonly text: string;
    readonly warn?: string | undefined;
  }[];
}

interface Props {
  readonly groups: readonly FactGroup[];
  readonly jobs: readonly {
    readonly name: string;
    readonly last: string;
    readonly state: string;
    readonly failed: boolean;
    readonly failures: string;
  }[];
}

export function SystemFacts({ groups, jobs }: Props) {
  const t = useTranslations('system');
  return (
    <div className="facts-grid">
      {groups.map(({ title, facts }) => (
        <section className="panel" aria-label={title} key={title}>
          <h2>{title}</h2>
          <dl className="facts facts-one">
            {facts.map(({ name, text, warn }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {text}
                  {warn ? <span className="mark-quiet mark-warn">{warn}</span> : null}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className="panel facts-wide">
        <h2>{t('jobs')}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="table-scroll" aria-label={t('jobs')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('columns.job')}</th>
                <th scope="col">{t('columns.last')}</th>
                <th scope="col">{t('columns.state')}</th>
                <th scope="col" className="right">
                  {t('columns.failures')}
                </th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <tr key={job.name}>
                  <th scope="row" className="wrap">
                    {job.name}
                  </th>
                  <td>{job.last}</td>
                  <td className="wrap">
                    {job.failed ? <span className="mark-quiet mark-warn">{job.state}</span> : job.state}
                  </td>
                  <td className="right number">{job.failures}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
