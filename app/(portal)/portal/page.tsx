import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { aboutPage, railFor } from '@/app/(portal)/rail';
import { requireActor } from '@/app/portal-actor';
import { AnewOnAlerts } from '@/components/alerts/AnewOnAlerts';
import { may } from '@/lib/auth/may';
import { reviews } from '@/lib/auth/review-permissions';
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
  // Who belongs to a market and would decide elsewhere only sees and appeals there.
  const ofMarket = may(actor, 'review prices') && !reviews(actor) && actor.role !== 'admin';
  const entries = railFor(actor).filter((entry) => entry.path !== '/portal');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('hello', { name })}</h1>
      <p className="measure lead">{t(ofMarket ? 'can.ofMarket' : `can.${actor.role}`)}</p>
      {waiting.alerts === null ? null : <AnewOnAlerts seq={waiting.alerts.seq} />}
      <ul className="tiles">
        {entries.map((entry) => (
          <li key={entry.path}>
            <Link href={entry.path} prefetch={false} className="panel tile">
              <span className="tile-name">{t(`rail.${entry.key}`)}</span>
              <span className="muted small">{t(aboutPage(actor, entry))}</span>
              <Waits page={entry.key} waiting={waiting} now={runtime.clock.now()} />
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
