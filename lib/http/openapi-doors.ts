import type { z } from 'zod';
import { redemption, registration } from './device-doors';
import { statement } from './ledger-attest';
import { consistencyQuery, proofQuery } from './ledger-proof';
import * as platform from './openapi-platform';
import * as prices from './openapi-prices';
import * as readings from './openapi-readings';
import { historyQuery } from './public-history';
import { liveQuery, mapQuery, updatesQuery } from './public-prices';

/** A sentence for readers of either language. */
export interface Words {
  readonly en: string;
  readonly id: string;
}

export type Chapter = 'readings' | 'prices' | 'devices' | 'ledger' | 'platform';

/** One way in, described for people and programs. */
export interface DescribedDoor {
  /** Also the anchor on the page. */
  readonly id: string;
  readonly chapter: Chapter;
  readonly method: 'get' | 'post';
  /** As in OpenAPI: `{name}` stands for what varies. */
  readonly path: string;
  readonly words: Words;
  /** Whose token it asks for; public without. */
  readonly token?: 'device' | 'api';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Status of a success, 200 when absent. */
  readonly status?: 201 | 202;
  /** Form of a JSON answer. */
  readonly answer?: z.ZodType;
  /** Media types of other answers. */
  readonly media?: readonly string[];
  /** Problem statuses that this door itself answers with, beside 500. */
  readonly problems: readonly number[];
  /** What follows `curl`; `$SMP` is the address, `$TOKEN` the token. */
  readonly curl: readonly string[];
}

const JSON_BODY = "-H 'content-type: application/json'";
const BEARER = '-H "authorization: Bearer $TOKEN"';
const READING =
  '{"timestamp":"2025-12-12T12:34:56.789Z","market_id":"PASAR-001","device_id":"DEV-001","prices":{"cabai":15000,"beras":12000}}';
const TAKING = [400, 401, 403, 413, 415, 422, 429, 503] as const;

/** Every door that stands in front of Next's router, in reading order. */
export const DESCRIBED_DOORS: readonly DescribedDoor[] = [
  {
    id: 'ingest',
    chapter: 'readings',
    method: 'post',
    path: '/ingest',
    words: {
      en: 'Sends one reading, or up to 500 as {"readings": […]}. Answered once everything is stored for good; a repeat gets the first answer.',
      id: 'Mengirim satu laporan, atau hingga 500 sebagai {"readings": […]}. Dijawab setelah semuanya tersimpan; kiriman ulang mendapat jawaban pertama.',
    },
    token: 'device',
    body: readings.readingOrBatch,
    status: 202,
    answer: readings.recordedAnswer,
    problems: [...TAKING, 409, 507],
    curl: [`$SMP/ingest ${BEARER} ${JSON_BODY} -d '${READING}'`],
  },
  {
    id: 'check',
    chapter: 'readings',
    method: 'post',
    path: '/api/validation/price/check',
    words: {
      en: 'Judges one reading and explains the verdict, without storing anything.',
      id: 'Menilai satu laporan dan menjelaskan putusannya, tanpa menyimpan apa pun.',
    },
    token: 'device',
    body: readings.reading,
    answer: readings.checkedReading,
    problems: TAKING,
    curl: [`$SMP/api/validation/price/check ${BEARER} ${JSON_BODY} -d '${READING}'`],
  },
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
    problems: [],
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
    curl: ["'$SMP/api/public/map?commodity=bawang-merah'"],
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
      "'$SMP/api/public/commodity/price/live?commodity=beras-medium'",
      "'$SMP/api/public/commodity/price/live?market_id=PASAR-001'",
    ],
  },
  {
    id: 'history',
    chapter: 'prices',
    method: 'get',
    path: '/api/public/commodity/price/history',
    words: {
      en: 'Mean prices over time, of the nation, a province or a market, as JSON, CSV or NDJSON. next_cursor (header x-next-cursor in CSV and NDJSON) names where the next page begins.',
      id: 'Harga rata-rata dari waktu ke waktu, nasional, provinsi, atau pasar, sebagai JSON, CSV, atau NDJSON. next_cursor (kepala x-next-cursor pada CSV dan NDJSON) menyebut awal halaman berikutnya.',
    },
    query: historyQuery,
    answer: prices.priceHistory,
    media: ['text/csv', 'application/x-ndjson'],
    problems: [400, 404, 422],
    curl: [
      "'$SMP/api/public/commodity/price/history?commodity=beras-medium&market_id=PASAR-001'",
      "'$SMP/api/public/commodity/price/history?commodity=cabai-rawit-merah&region=31&format=csv'",
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
    problems: [400, 422],
    curl: ["'$SMP/api/public/updates?after=0&limit=10'"],
  },
  {
    id: 'register',
    chapter: 'devices',
    method: 'post',
    path: '/api/auth/device/register',
    words: {
      en: 'An administrator adds a device to a market and gets its token, a one-time code and a QR picture.',
      id: 'Administrator menambahkan perangkat ke pasar dan menerima token, kode sekali pakai, dan gambar QR.',
    },
    token: 'api',
    body: registration,
    status: 201,
    answer: readings.registeredDevice,
    problems: [400, 401, 403, 404, 409, 413, 415, 422],
    curl: [
      `$SMP/api/auth/device/register ${BEARER} ${JSON_BODY} -d '{"market_id":"PASAR-001","device_id":"DEV-001"}'`,
    ],
  },
  {
    id: 'token',
    chapter: 'devices',
    method: 'post',
    path: '/api/auth/token',
    words: {
      en: 'Exchanges a one-time code for a device token; with a device token instead of a code, renews it.',
      id: 'Menukar kode sekali pakai dengan token perangkat; dengan token perangkat, memperpanjangnya.',
    },
    body: redemption,
    answer: readings.issuedToken,
    problems: [400, 401, 413, 415, 422],
    curl: [
      `$SMP/api/auth/token ${JSON_BODY} -d '{"code":"THE-ONE-TIME-CODE"}'`,
      `-X POST $SMP/api/auth/token ${BEARER}`,
    ],
  },
  {
    id: 'checkpoint',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/checkpoint',
    words: {
      en: 'The newest signed checkpoint of the ledger (c2sp.org/tlog-tiles).',
      id: 'Titik pemeriksaan buku catatan terbaru yang ditandatangani (c2sp.org/tlog-tiles).',
    },
    media: ['text/plain'],
    problems: [503],
    curl: ['$SMP/ledger/checkpoint'],
  },
  {
    id: 'key',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/key',
    words: {
      en: 'The verifier keys of the ledger, one a line.',
      id: 'Kunci pemeriksa buku catatan, satu per baris.',
    },
    media: ['text/plain'],
    problems: [503],
    curl: ['$SMP/ledger/key'],
  },
  {
    id: 'policy',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/policy',
    words: {
      en: 'The keys of the ledger, its witnesses, and how many of them cosign what is published (c2sp.org/tlog-policy).',
      id: 'Kunci buku catatan, para saksinya, dan berapa di antaranya yang ikut menandatangani terbitan (c2sp.org/tlog-policy).',
    },
    media: ['text/plain'],
    problems: [503],
    curl: ['$SMP/ledger/policy'],
  },
  {
    id: 'tile',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/tile/{path}',
    words: {
      en: 'A tile of hashes, such as 0/000 or 0/000.p/17.',
      id: 'Satu ubin nilai hash, misalnya 0/000 atau 0/000.p/17.',
    },
    media: ['application/octet-stream'],
    problems: [404],
    curl: ['$SMP/ledger/tile/0/000 -o tile'],
  },
  {
    id: 'entries',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/entries/{path}',
    words: {
      en: 'A bundle of up to 256 leaves, as they were hashed.',
      id: 'Satu bundel berisi hingga 256 daun, persis seperti saat dihitung hash-nya.',
    },
    media: ['application/octet-stream'],
    problems: [404],
    curl: ['$SMP/ledger/entries/000 -o entries'],
  },
  {
    id: 'proof',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/proof/{index}',
    words: {
      en: 'A receipt: the proof that a leaf is in the ledger (c2sp.org/tlog-proof@v1), with the leaf itself; leaf=0 leaves it out.',
      id: 'Tanda terima: bukti bahwa suatu daun ada dalam buku catatan (c2sp.org/tlog-proof@v1), beserta daunnya; leaf=0 tanpa daun.',
    },
    query: proofQuery,
    media: ['text/plain'],
    problems: [400, 404, 422, 503],
    curl: ['$SMP/ledger/proof/0'],
  },
  {
    id: 'consistency',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/consistency',
    words: {
      en: 'The proof that the first leaves of the ledger are still the same ones.',
      id: 'Bukti bahwa daun-daun pertama buku catatan masih sama.',
    },
    query: consistencyQuery,
    answer: platform.consistency,
    problems: [400, 404, 422, 503],
    curl: ["'$SMP/ledger/consistency?old=1'"],
  },
  {
    id: 'integrity',
    chapter: 'ledger',
    method: 'get',
    path: '/api/blockchain/integrity/check',
    words: {
      en: 'Checks the newest leaves against what was signed. A fault is an answer: ok is false and the reason is told.',
      id: 'Memeriksa daun terbaru terhadap yang telah ditandatangani. Kerusakan adalah jawaban: ok bernilai false beserta alasannya.',
    },
    answer: platform.integrity,
    problems: [],
    curl: ['$SMP/api/blockchain/integrity/check'],
  },
  {
    id: 'attest',
    chapter: 'ledger',
    method: 'post',
    path: '/api/blockchain/append',
    words: {
      en: 'An administrator seals a document by its SHA-256 in the ledger; the document itself stays where it is.',
      id: 'Administrator menyegel dokumen dalam buku catatan lewat SHA-256-nya; dokumennya sendiri tidak dikirim.',
    },
    token: 'api',
    body: statement,
    status: 201,
    answer: platform.attested,
    problems: [400, 401, 403, 413, 415, 422, 503],
    curl: [
      `$SMP/api/blockchain/append ${BEARER} ${JSON_BODY} -d '{"title":"Decree 12","issuer":"Ministry","document_hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'`,
    ],
  },
  {
    id: 'alive',
    chapter: 'platform',
    method: 'get',
    path: '/api/health/live',
    words: { en: 'The process answers.', id: 'Prosesnya menjawab.' },
    answer: platform.live,
    problems: [],
    curl: ['$SMP/api/health/live'],
  },
  {
    id: 'ready',
    chapter: 'platform',
    method: 'get',
    path: '/api/health/ready',
    words: {
      en: 'Whether readings can be taken now; 503 while it starts, stops or has no database.',
      id: 'Apakah laporan dapat diterima sekarang; 503 saat mulai, berhenti, atau tanpa basis data.',
    },
    answer: platform.ready,
    problems: [],
    curl: ['$SMP/api/health/ready'],
  },
  {
    id: 'metrics',
    chapter: 'platform',
    method: 'get',
    path: '/metrics',
    words: { en: 'Measurements for Prometheus.', id: 'Ukuran kerja untuk Prometheus.' },
    media: ['text/plain'],
    problems: [],
    curl: ['$SMP/metrics'],
  },
  {
    id: 'openapi',
    chapter: 'platform',
    method: 'get',
    path: '/api/openapi.json',
    words: { en: 'This description, as OpenAPI 3.1.', id: 'Uraian ini, sebagai OpenAPI 3.1.' },
    media: ['application/json'],
    problems: [],
    curl: ['$SMP/api/openapi.json'],
  },
];
