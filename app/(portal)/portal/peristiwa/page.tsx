import '@/components/admin/admin.css';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { asked, commodityChoices, commodityName, regionChoices } from '@/app/admin-choices';
import { requireActor } from '@/app/portal-actor';
import { EventForm } from '@/components/admin/EventForm';
import { EventLines } from '@/components/admin/EventLines';
import { isLocale } from '@/components/ui/format';
import { covers, may } from '@/lib/auth/may';
import { dayToIso, isoToDay } from '@/lib/market/calendar';
import { getRuntime } from '@/lib/runtime';
import { listEvents } from '@/lib/services/list-events';
import { endEvent, keepEvent, withdrawEvent } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('happening');
  return { title: t('title') };
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

const YEARS = 5;

/** Floods, harvests, blocked roads and pests: what officials saw, with its source. */
export default async function EventsPage({ searchParams }: Props) {
  const { actor } = await requireActor('see events');
  const [t, said, query] = [await getTranslations('happening'), await getLocale(), await searchParams];
  const locale = isLocale(said) ? said : 'id';
  const runtime = getRuntime();
  const { markets } = runtime.catalog();
  const today = runtime.facts().today;
  const from = dayToIso(isoToDay(today) - YEARS * 366);
  const { events } = await listEvents(runtime, { from, to: today });
  const lines = events.map((event) => ({
    ...event,
    about: event.commodity === null ? t('allGoods') : commodityName(event.commodity, locale),
    mayChange: may(actor, 'record events', {
      regionId: event.region_id,
      marketId:
        event.market_id === null ? null : (runtime.catalog().marketByCode.get(event.market_id)?.id ?? null),
    }),
  }));
  const corrected = lines.find(({ id, mayChange }) => mayChange && id === asked(query, 'ganti')) ?? null;
  const mayRecord = may(actor, 'record events');
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      <div className={mayRecord ? 'admin-split' : undefined}>
        <EventLines lines={lines} today={today} locale={locale} end={endEvent} withdraw={withdrawEvent} />
        {mayRecord ? (
          <EventForm
            key={corrected?.id ?? 'new'}
            corrected={corrected}
            commodities={commodityChoices(locale)}
            regions={regionChoices().filter(({ value }) => covers(actor, { regionId: Number(value) }))}
            nation={covers(actor, {})}
            today={today}
            market={actor.marketId === null ? '' : (markets.get(actor.marketId)?.code ?? '')}
            region={actor.regionId === null ? '' : String(actor.regionId)}
            keep={keepEvent}
          />
        ) : null}
      </div>
    </main>
  );
}
