import type { DescribedDoor } from './openapi-door';
import * as prices from './openapi-prices';
import { historyQuery } from './public-history';
import { liveQuery, mapQuery, updatesQuery } from './public-prices';

/** Doors by which everybody reads prices. */
export const PRICE_DOORS: readonly DescribedDoor[] = [
  {
    id: 'board',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/board',
    words: {
      en: 'Every commodity over the whole country: price, changes, reference price and the last 30 days.',
      id: 'Setiap komoditas di seluruh negeri: harga, perubahan, harga acuan, dan 30 hari terakhir.',
    },
    answer: prices.board,
    problems: [400],
    curl: ['$SMP/api/public/board'],
  },
  {
    id: 'map',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/map',
    words: {
      en: 'One commodity over all markets and provinces.',
      id: 'Satu komoditas di semua pasar dan provinsi.',
    },
    query: mapQuery,
    answer: prices.priceMap,
    problems: [400, 404, 422],
    curl: ['"$SMP/api/public/map?commodity=bawang-merah"'],
  },
  {
    id: 'live',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/commodity/price/live',
    words: {
      en: 'The newest prices: of the nation, of one commodity, or of one market.',
      id: 'Harga terbaru: nasional, satu komoditas, atau satu pasar.',
    },
    query: liveQuery,
    answer: prices.livePrices,
    problems: [400, 404, 422],
    curl: [
      '"$SMP/api/public/commodity/price/live?commodity=beras-medium"',
      '"$SMP/api/public/commodity/price/live?market_id=PASAR-001"',
    ],
  },
  {
    id: 'history',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/commodity/price/history',
    words: {
      en: 'Mean prices over time, of the nation, a province or a market, as JSON, CSV or NDJSON. next_cursor (header x-next-cursor in CSV and NDJSON) names where the next page begins. Without from: the last year of days, two days of hours, five years of weeks and months.',
      id: 'Harga rata-rata dari waktu ke waktu, nasional, provinsi, atau pasar, sebagai JSON, CSV, atau NDJSON. next_cursor (kepala x-next-cursor pada CSV dan NDJSON) menyebut awal halaman berikutnya. Tanpa from: setahun terakhir per hari, dua hari per jam, lima tahun per pekan dan bulan.',
    },
    query: historyQuery,
    answer: prices.priceHistory,
    media: ['text/csv', 'application/x-ndjson'],
    problems: [400, 404, 422],
    curl: [
      '"$SMP/api/public/commodity/price/history?commodity=beras-medium&market_id=PASAR-001"',
      '"$SMP/api/public/commodity/price/history?commodity=cabai-rawit-merah&region=31&format=csv"',
    ],
  },
  {
    id: 'updates',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/updates',
    words: {
      en: 'Every price after a position of the ledger, whole and in order: what a client missed.',
      id: 'Setiap harga setelah suatu posisi buku catatan, utuh dan berurutan: yang terlewat oleh klien.',
    },
    query: updatesQuery,
    answer: prices.updatesPage,
    problems: [400, 404, 422],
    curl: ['"$SMP/api/public/updates?after=0&limit=10"'],
  },
];
