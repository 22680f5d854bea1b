import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { CommodityPage } from '@/components/board/CommodityPage';
import { readChartLink } from '@/components/charts/ranges';
import { isLocale, localDate, named } from '@/components/ui/format';
import { isSmpError } from '@/lib/errors';
import type { ForecastAnswer } from '@/lib/live/outlook';
import { sent } from '@/lib/live/sent';
import { decodeSegment } from '@/lib/market/decode-segment';
import { getRuntime } from '@/lib/runtime';
import { closestCommodities } from '@/lib/services/closest-commodities';
import { newestMacro } from '@/lib/services/newest-macro';
import { boardNow } from '@/lib/services/read-board';
import { readForecast } from '@/lib/services/read-forecast';
import { mapNow } from '@/lib/services/read-map';
import { NothingHere } from '../../../nothing-here';
import { readLinkedChart } from '../../../read-chart';

interface Props {
  readonly params: Promise<{ readonly code: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** A name is repeated to the reader no longer than this. */
const MOST_SAID = 40;

const codeIn = async (params: Props['params']) => decodeSegment((await params).code);

/** Read once for the page and its title. */
const boardOfRequest = cache(() => boardNow(getRuntime()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [code, board, locale] = await Promise.all([codeIn(params), boardOfRequest(), getLocale()]);
  const commodity = board.commodities.find((c) => c.commodity === code);
  // Without a page there is no title of its own either; nor is what may be known one day to be kept by search engines.
  if (commodity === undefined)
    return { title: (await getTranslations('notFound'))('title'), robots: { index: false } };
  return { title: named(commodity, isLocale(locale) ? locale : 'id') };
}

/** A commodity that nobody knows is told so in words; that the answer is a 404 is said by the server in front. */
export default async function PageOfCommodity({ params, searchParams }: Props) {
  const [code, asked, board] = await Promise.all([codeIn(params), searchParams, boardOfRequest()]);
  const commodity = board.commodities.find((c) => c.commodity === code);
  if (!commodity) {
    const near = closestCommodities(getRuntime().catalog(), code);
    return <NothingHere asked={{ code: code.slice(0, MOST_SAID), near }} />;
  }
  const today = localDate(Date.parse(board.at), 'Asia/Jakarta');
  const runtime = getRuntime();
  const [map, chart, forecast, macro] = await Promise.all([
    mapNow(runtime, code),
    readLinkedChart(readChartLink(code, asked, today)),
    nationalForecast(code),
    newestMacro(runtime),
  ]);
  const open = runtime.alerts.open();
  return (
    <CommodityPage
      figures={sent({
        board: { ...board, commodities: [commodity] },
        alerts: { ...open, alerts: open.alerts.filter((alert) => alert.commodity === code) },
        forecast,
        macro,
        map,
        history: chart.history,
        query: chart.query,
        lostPlace: chart.lostPlace,
        today,
      })}
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
