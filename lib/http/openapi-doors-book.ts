import { statement } from './ledger-attest';
import { exportQuery, searchQuery } from './ledger-book';
import { consistencyQuery } from './ledger-proof';
import { BEARER, JSON_BODY } from './openapi-curl';
import type { DescribedDoor } from './openapi-door';
import * as platform from './openapi-platform';

/** Doors by which the ledger is searched, compared with an older one, checked and added to. */
export const BOOK_DOORS: readonly DescribedDoor[] = [
  {
    id: 'search',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/search',
    words: {
      en: 'Sealed prices by market, day, device or reading, newest first. next_before is the before of the next page.',
      id: 'Harga tersegel menurut pasar, hari, perangkat, atau laporan, dari yang terbaru. next_before adalah before halaman berikutnya.',
    },
    query: searchQuery,
    answer: platform.foundEntries,
    problems: [400, 404, 422],
    curl: ['"$SMP/ledger/search?market_id=PASAR-001"'],
  },
  {
    id: 'export',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/export',
    words: {
      en: 'The leaves from … to … (the last left out, at most 1,000) with their proofs under one checkpoint, checked by smp ledger verify --export FILE or on the page /verify.',
      id: 'Daun dari … sampai … (yang terakhir tidak ikut, paling banyak 1.000) beserta buktinya di bawah satu titik pemeriksaan, diperiksa dengan smp ledger verify --export BERKAS atau di halaman /verify.',
    },
    query: exportQuery,
    media: ['application/x-ndjson'],
    problems: [400, 404, 422, 503],
    curl: ['"$SMP/ledger/export?from=0&to=1"'],
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
    curl: ['"$SMP/ledger/consistency?old=1"'],
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
];
