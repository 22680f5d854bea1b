import type { Chapter, Words } from './openapi-door';

/**
 * Every parameter of every address, by name: a name means the same wherever it stands, but at the door whose id stands
 * before it.
 */
export const PARAMETER_WORDS: Readonly<Record<string, Words>> = {
  commodity: {
    en: 'Code of a commodity; public addresses take its names, too',
    id: 'Kode komoditas; alamat publik juga menerima namanya',
  },
  market_id: { en: 'Code of a market', id: 'Kode pasar' },
  region: {
    en: 'Number of a province (Kemendagri); public addresses take its name, too',
    id: 'Nomor provinsi (Kemendagri); alamat publik juga menerima namanya',
  },
  interval: { en: 'What one point stands for', id: 'Rentang yang diwakili satu titik' },
  from: {
    en: "First day, in the area's own time, or first time",
    id: 'Hari pertama, menurut waktu setempat, atau waktu pertama',
  },
  to: {
    en: "Last day, in the area's own time, or last time",
    id: 'Hari terakhir, menurut waktu setempat, atau waktu terakhir',
  },
  'export.from': { en: 'First position in the ledger', id: 'Posisi pertama dalam buku catatan' },
  'export.to': {
    en: 'Position after the last one, at most 1,000 after the first',
    id: 'Posisi sesudah yang terakhir, paling jauh 1.000 sesudah yang pertama',
  },
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
  day: { en: 'Day, in the market’s own time', id: 'Hari, menurut waktu pasarnya' },
  device_id: { en: 'Name of a device', id: 'Nama perangkat' },
  reading_id: { en: 'UUID of a reading', id: 'UUID laporan' },
  before: { en: 'Only positions before this one', id: 'Hanya posisi sebelum ini' },
  leaf: { en: '0 leaves the leaf out', id: '0 tanpa daunnya' },
  old: { en: 'The smaller size', id: 'Ukuran yang lebih kecil' },
  size: {
    en: 'The larger size; the published one without',
    id: 'Ukuran yang lebih besar; bila kosong, yang terbit',
  },
  index: { en: 'Position in the ledger, from 0', id: 'Posisi dalam buku catatan, mulai dari 0' },
  path: { en: 'Path of a tile', id: 'Jalur ubin' },
  group: { en: 'Name of a group of devices', id: 'Nama kelompok perangkat' },
  silent: {
    en: '1: only those that are silent; 0: only those that are not',
    id: '1: hanya yang bungkam; 0: hanya yang tidak',
  },
  simulated: {
    en: '1: only simulated ones; 0: only real ones',
    id: '1: hanya simulasi; 0: hanya yang nyata',
  },
  q: { en: 'Part of an id', id: 'Sebagian dari ID' },
  horizon: { en: 'Days ahead', id: 'Jumlah hari ke depan' },
  model: { en: 'Which model speaks', id: 'Model yang dipakai' },
  level: { en: 'How urgent', id: 'Seberapa mendesak' },
  prev_price: { en: 'Price before, Rp per unit', id: 'Harga sebelumnya, Rp per satuan' },
  state: {
    en: 'State that is wanted; for cases, waiting stands for all in which somebody waits',
    id: 'Keadaan yang dicari; untuk perkara, waiting berarti semua yang masih ditunggu',
  },
  lane: { en: 'Lane of the price now', id: 'Jalur harga sekarang' },
  flag: { en: 'A reason for which the price was held', id: 'Alasan harga ditahan' },
  age: { en: 'Waiting for at least so many hours', id: 'Sudah menunggu sekian jam' },
  decision: { en: 'What somebody would decide', id: 'Keputusan yang dipertimbangkan' },
  price: {
    en: 'Corrected price, whole Rp per unit; with correct, and only with it',
    id: 'Harga koreksi, Rp bulat per satuan; bersama correct, dan hanya dengannya',
  },
  id: { en: 'Position of the price in the ledger', id: 'Posisi harga dalam buku catatan' },
  new_price: { en: 'Price after, Rp per unit', id: 'Harga sesudahnya, Rp per satuan' },
};

export const CHAPTER_WORDS: Readonly<Record<Chapter, Words>> = {
  readings: { en: 'Readings', id: 'Laporan' },
  prices: { en: 'Prices', id: 'Harga' },
  outlook: { en: 'Forecasts and alerts', id: 'Prakiraan dan peringatan' },
  reviews: { en: 'Reviews', id: 'Peninjauan' },
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
