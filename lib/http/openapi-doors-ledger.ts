import { proofQuery } from './ledger-proof';
import type { DescribedDoor } from './openapi-door';
import { aboutPrice, rotations } from './openapi-platform';

/** Doors by which everybody copies the ledger and checks it. */
export const LEDGER_DOORS: readonly DescribedDoor[] = [
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
    id: 'about',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/about/{index}',
    words: {
      en: 'Which later leaves decide about the price at a position, and the texts whose hashes stand in the leaves.',
      id: 'Daun mana saja yang kemudian memutuskan tentang harga pada suatu posisi, dan teks yang hash-nya ada dalam daun.',
    },
    answer: aboutPrice,
    problems: [404],
    curl: ['$SMP/ledger/about/0'],
  },
  {
    id: 'rotations',
    chapter: 'ledger',
    method: 'get',
    path: '/ledger/rotations',
    words: {
      en: 'The leaves by which an old key of the ledger vouches for the one after it, oldest first.',
      id: 'Daun-daun tempat kunci lama buku catatan menjamin kunci penggantinya, dari yang terlama.',
    },
    answer: rotations,
    problems: [],
    curl: ['$SMP/ledger/rotations'],
  },
];
