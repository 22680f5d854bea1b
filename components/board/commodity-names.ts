import type { BoardCommodity } from '@/lib/live/board';

/** Enough of a commodity to offer it in a list. */
export type CommodityName = Pick<BoardCommodity, 'commodity' | 'name_id' | 'name_en'>;
