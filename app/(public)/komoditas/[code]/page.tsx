import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { CommodityView } from '@/components/board/CommodityView';
import { readChartLink } from '@/components/charts/ranges';
import { isLocale, localDate, named } from '@/components/ui/format';
import { isSmpError } from '@/lib/errors';
import type { ForecastAnswer } from '@/lib/live/outlook';
import { getRuntime } from '@/lib/runtime';
import { newestMacro } from '@/lib/services/newest-macro';
import { readBoard } from '@/lib/services/read-board';
import { readForecast } from '@/lib/services/read-forecast';
import { readMap } from '@/lib/services/read-map';
import { readChart } from '../../../read-chart';

interface Props {
  readonly params: Promise<{ readonly code: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** Read once for the page and its title. */
const boardOfRequest = cache(() => readBoard(getRuntime()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ code }, board, locale] = await Promise.all([params, boardOfRequest(), getLocale()]);
  const commodity = board.commodities.find((c) => c.commodity === code);
  // Without a page there is no title of its own either.
  if (commodity === undefined) return { title: (await getTranslations('notFound'))('title') };
  return { title: named(commodity, isLocale(locale) ? locale : 'id') };
}

export default async function CommodityPage({ params, searchParams }: Props) {
  const [{ code }, asked, board] = await Promise.all([params, searchParams, boardOfRequest()]);
  const commodity = board.commodities.find((c) => c.commodity === code);
  if (!commodity) notFound();
  const today = localDate(Date.parse(board.at), 'Asia/Jakarta');
  const query = readChartLink(code, asked, today);
  const runtime = getRuntime();
  const [map, history, forecast, macro] = await Promise.all([
    readMap(runtime, code),
    readChart(query),
    nationalForecast(code),
    newestMacro(runtime),
  ]);
  return (
    <CommodityView
      board={{ ...board, commodities: [commodity] }}
      alerts={runtime.alerts.open()}
      forecast={forecast}
      macro={macro}
      map={map}
      history={history}
      query={query}
      today={today}
      startAsTable={asked.view === 'table'}
    />
  );
}

async function nationalForecast(commodity: string): Promise<ForecastAnswer | null> {
  try {
    return await readForecast(getRuntime(), { commodity, horizon: 7, model: 'auto' });
  } catch (error) {
    // No recent price is nothing to forecast from.
    if (isSmpError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
