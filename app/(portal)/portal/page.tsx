import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { railFor } from '@/app/(portal)/rail';
import { requireActor } from '@/app/portal-actor';
import { AnewOnAlerts } from '@/components/alerts/AnewOnAlerts';
import { getRuntime } from '@/lib/runtime';
import { readWaiting } from '@/lib/services/read-waiting';
import { Waits } from './waits';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal');
  return { title: t('title') };
}

/** Where a signed-in person begins: what the role is for, the pages that it opens, and what waits there. */
export default async function PortalPage() {
  const [t, { actor, name }] = await Promise.all([
    getTranslations('portal'),
    requireActor('enter the portal'),
  ]);
  const runtime = getRuntime();
  const waiting = await readWaiting(runtime, actor);
  const entries = railFor(actor).filter((entry) => entry.path !== '/portal');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('hello', { name })}</h1>
      <p className="measure lead">{t(`can.${actor.role}`)}</p>
      {waiting.alerts === null ? null : <AnewOnAlerts seq={waiting.alerts.seq} />}
      <ul className="tiles">
        {entries.map(({ path, key }) => (
          <li key={path}>
            <Link href={path} prefetch={false} className="panel tile">
              <span className="tile-name">{t(`rail.${key}`)}</span>
              <span className="muted small">{t(`about.${key}`)}</span>
              <Waits page={key} waiting={waiting} now={runtime.clock.now()} />
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
