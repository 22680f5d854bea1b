import { describe, expect, it } from 'vitest';
import { newsWeight, todaysNews } from '@/components/board/news';
import { sortBoard } from '@/components/board/sort-board';
import { board, boardCommodity } from '@/tests/support/board-fixture';

const change = (ratio: number) => ({ since: '2026-11-15', from: 100, ratio, markets: 10 });
const week = (ratio: number | null) => ({
  day: null,
  week: ratio === null ? null : change(ratio),
  month: null,
  year: null,
});

describe('what the board puts first', () => {
  it('tells the largest rise as news', () => {
    const news = todaysNews(board());
    expect(news.kind === 'move' && news.commodity.commodity).toBe('cabai-rawit-merah');
  });

  it('says that prices are calm when nothing moved by one percent', () => {
    const still = boardCommodity({ changes: week(0.004) });
    expect(todaysNews(board({ commodities: [still] }))).toEqual({ kind: 'calm', since: '2026-11-15' });
  });

  it('says that there is no news yet on an empty board and without a comparison', () => {
    expect(todaysNews(board({ commodities: [] })).kind).toBe('none');
    expect(todaysNews(board({ commodities: [boardCommodity({ changes: week(null) })] })).kind).toBe('none');
  });

  it('puts a rise before an equal fall, and a rise over the reference before one under it', () => {
    const rise = boardCommodity({ changes: week(0.05), regions_above_reference: 0 });
    const fall = boardCommodity({ changes: week(-0.05), regions_above_reference: 0 });
    const above = boardCommodity({ changes: week(0.05), regions_above_reference: 20 });
    expect(newsWeight(rise)).toBeGreaterThan(newsWeight(fall));
    expect(newsWeight(above)).toBeGreaterThan(newsWeight(rise));
  });

  it('keeps what has no price at the end of every order', () => {
    const none = boardCommodity({ commodity: 'a', name_id: 'Aaa', price: null, changes: week(9) });
    for (const order of ['matters', 'rise', 'fall', 'name'] as const) {
      const sorted = sortBoard([none, ...board().commodities], order, '');
      expect(sorted.at(-1)?.commodity).toBe('a');
    }
  });

  it('finds a commodity by words of either language in any order', () => {
    const find = (search: string) => sortBoard(board().commodities, 'name', search).map((c) => c.commodity);
    expect(find('RAWIT cabai')).toEqual(['cabai-rawit-merah']);
    expect(find('rice')).toEqual(['beras-medium']);
    expect(find('durian')).toEqual([]);
  });
});
