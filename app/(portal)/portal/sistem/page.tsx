import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { requireActor } from '@/app/portal-actor';
import { type FactGroup, SystemFacts } from '@/components/admin/SystemFacts';
import { ago, dayShort, decimal, isLocale, moment } from '@/components/ui/format';
import { getRuntime } from '@/lib/runtime';
import { readSystem } from '@/lib/services/read-system';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('system');
  return { title: t('title') };
}

const GIGA = 1024 ** 3;
const MEGA = 1024 ** 2;
const LITTLE_ROOM = 0.1;

/** How the platform is, for those who look after it; reading it changes nothing. */
export default async function SystemPage() {
  await requireActor('see the system');
  const [t, said, s] = [await getTranslations('system'), await getLocale(), await readSystem(getRuntime())];
  const locale = isLocale(said) ? said : 'id';
  const number = (n: number) => decimal(n, 0, locale);
  const size = (bytes: number) =>
    bytes >= GIGA ? `${decimal(bytes / GIGA, 1, locale)} GB` : `${decimal(bytes / MEGA, 0, locale)} MB`;
  const when = (time: number) => moment(time, 'Asia/Jakarta', locale);
  const { checkpoint } = s.ledger;
  const groups: readonly FactGroup[] = [
    {
      title: t('process'),
      facts: [
        { name: t('version'), text: s.version },
        { name: 'Node.js', text: s.node },
        { name: t('started'), text: `${when(s.startedAt)} (${ago(s.startedAt, s.now, locale)})` },
        { name: t('memory'), text: size(s.memory) },
        { name: t('queue'), text: t('readings', { count: number(s.queued) }) },
        {
          name: t('disk'),
          text:
            s.disk === null
              ? t('unknown')
              : t('diskIs', { free: size(s.disk.free), total: size(s.disk.total) }),
          warn: s.disk !== null && s.disk.free / s.disk.total < LITTLE_ROOM ? t('diskLow') : undefined,
        },
      ],
    },
    {
      title: t('database'),
      facts: [
        {
          name: 'PostgreSQL',
          text: `${s.database.version} · ${t(s.database.embedded ? 'embedded' : 'own')}`,
        },
        { name: 'TimescaleDB', text: t(s.database.timescale ? 'used' : 'notUsed') },
        { name: t('bytes'), text: size(s.database.bytes) },
        { name: t('connections'), text: number(s.database.connections) },
        { name: t('migration'), text: s.database.migration ?? '–' },
      ],
    },
    {
      title: t('ledger'),
      facts: [
        { name: t('entries'), text: number(s.ledger.size) },
        {
          name: t('checkpoint'),
          text:
            checkpoint === null
              ? t('noCheckpoint')
              : t('checkpointIs', { size: number(checkpoint.size), ago: ago(checkpoint.at, s.now, locale) }),
          warn: s.ledger.fault ?? undefined,
        },
      ],
    },
    {
      title: t('connected'),
      facts: [
        { name: t('sockets'), text: number(s.sockets) },
        { name: 'MQTT', text: s.mqtt === null ? t('outside') : number(s.mqtt) },
      ],
    },
    {
      title: t('contents'),
      facts: [
        { name: t('markets'), text: number(s.counts.markets) },
        { name: t('commodities'), text: number(s.counts.commodities) },
        {
          name: t('demo'),
          text:
            s.demo === null
              ? t('noDemo')
              : t('demoIs', {
                  markets: number(s.demo.markets),
                  day: s.demo.filledTo === null ? '–' : dayShort(s.demo.filledTo, locale),
                }),
        },
      ],
    },
  ];
  const stateOf = ({ endedAt, failure }: (typeof s.jobs)[number]) => {
    if (failure !== null) return t('failed', { failure });
    return endedAt === null ? '–' : t('well');
  };
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead', { time: when(s.now) })}</p>
      <SystemFacts
        groups={groups}
        jobs={s.jobs.map((job) => ({
          name: t.has(`job.${job.name}`) ? t(`job.${job.name}`) : job.name,
          last: job.endedAt === null ? t('notYet') : ago(job.endedAt, s.now, locale),
          state: stateOf(job),
          failed: job.failure !== null,
          failures: number(job.failures),
        }))}
      />
    </main>
  );
}
