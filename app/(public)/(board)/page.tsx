import { BoardPage } from '@/components/board/BoardPage';
import type { Focus } from '@/components/board/BoardView';
import { sortBoard } from '@/components/board/sort-board';
import { rangeSpan } from '@/components/charts/ranges';
import type { HistoryQuery } from '@/components/live/fetch';
import { localDate } from '@/components/ui/format';
import { sent } from '@/lib/live/sent';
import { getRuntime } from '@/lib/runtime';
import { boardNow } from '@/lib/services/read-board';
import { mapNow } from '@/lib/services/read-map';
import { readChart } from '../../read-chart';

export default async function HomePage() {
  const runtime = getRuntime();
  const board = await boardNow(runtime);
  const today = localDate(Date.parse(board.at), 'Asia/Jakarta');
  const lead = sortBoard(board.commodities, 'matters', '').find((c) => c.price !== null);
  const focus = lead ? await readFocus(lead.commodity, today) : null;
  return <BoardPage figures={sent({ initial: board, focus, alerts: runtime.alerts.open(), today })} />;
}

async function readFocus(commodity: string, today: string): Promise<Focus> {
  const query: HistoryQuery = { commodity, ...rangeSpan(90, today) };
  const [map, history] = await Promise.all([mapNow(getRuntime(), commodity), readChart(query)]);
  return { map, history, query };
}
