import type { Chapter, Words } from './openapi-doors';

/** Every parameter of every address, by name: a name means the same wherever it stands. */
export const PARAMETER_WORDS: Readonly<Record<string, Words>> = {
  commodity: { en: 'Code of a commodity', id: 'Kode komoditas' },
  market_id: { en: 'Code of a market', id: 'Kode pasar' },
  region: { en: 'Number of a province (Kemendagri)', id: 'Nomor provinsi (Kemendagri)' },
  interval: { en: 'What one point stands for', id: 'Rentang yang diwakili satu titik' },
  from: { en: 'First day or time', id: 'Hari atau waktu pertama' },
  to: { en: 'Last day or time', id: 'Hari atau waktu terakhir' },
  as_of: {
    en: 'The history as it was known then; with interval=day',
    id: 'Riwayat sebagaimana diketahui saat itu; dengan interval=day',
  },
  cursor: {
    en: 'Where the page begins: next_cursor of the last',
    id: 'Awal halaman: next_cursor sebelumnya',
  },
  limit: { en: 'Most rows on a page', id: 'Baris terbanyak per halaman' },
  format: { en: 'Form of the answer', id: 'Bentuk jawaban' },
  after: { en: 'Ledger size that was seen', id: 'Ukuran buku catatan yang sudah dilihat' },
  leaf: { en: '0 leaves the leaf out', id: '0 tanpa daunnya' },
  old: { en: 'The smaller size', id: 'Ukuran yang lebih kecil' },
  size: {
    en: 'The larger size; the published one without',
    id: 'Ukuran yang lebih besar; bila kosong, yang terbit',
  },
  index: { en: 'Position in the ledger, from 0', id: 'Posisi dalam buku catatan, mulai dari 0' },
  path: { en: 'Path of a tile', id: 'Jalur ubin' },
};

export const CHAPTER_WORDS: Readonly<Record<Chapter, Words>> = {
  readings: { en: 'Readings', id: 'Laporan' },
  prices: { en: 'Prices', id: 'Harga' },
  devices: { en: 'Devices', id: 'Perangkat' },
  ledger: { en: 'Ledger', id: 'Buku catatan' },
  platform: { en: 'Platform', id: 'Platform' },
};

export const TOKEN_WORDS = {
  device: {
    en: 'Token of a registered device',
    id: 'Token perangkat terdaftar',
  },
  api: {
    en: 'API token: smp token create --role admin --name NAME',
    id: 'Token API: smp token create --role admin --name NAME',
  },
} as const satisfies Readonly<Record<string, Words>>;
