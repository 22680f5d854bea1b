import { ACCUSATIONS, type AccusationKind } from './accusation';

/** A sentence in both languages. */
export interface Told {
  readonly id: string;
  readonly en: string;
}

/** Names that a sentence needs. */
export interface EvidenceNames {
  readonly source: string | null;
  /** Commodities, in the order of the evidence. */
  readonly items: readonly Told[];
}

type Words = Readonly<Record<AccusationKind, Told>>;

/** For officials. `{source}`, `{a}` and `{b}` stand for names. */
const SENTENCES: Words = {
  frozen: {
    id: 'Angka yang sama dikirim terus, sementara harga di pasar lain bergerak.',
    en: 'The same figures were sent again and again while prices in other markets moved.',
  },
  copied: {
    id: 'Angkanya sama dengan laporan {source}, jauh lebih sering daripada kebetulan.',
    en: 'The figures equal those of {source}, far more often than chance.',
  },
  twins: {
    id: '{a} dan {b} selalu naik turun dengan angka pengali yang sama; di pelapor lain tidak begitu.',
    en: '{a} and {b} always moved by the same factor; with other reporters they do not.',
  },
  common_factor: {
    id: 'Seluruh daftar harga naik atau turun dengan satu angka pengali yang sama.',
    en: 'The whole list of prices rose or fell by one and the same factor.',
  },
  digit_heaping: {
    id: 'Angka belakang harganya menumpuk pada angka tertentu, tidak seperti pelapor lain (uji dengan peluang keliru 1 dari 10.000).',
    en: 'The last digits of the prices heap on certain figures, unlike those of other reporters (a test that errs once in 10,000).',
  },
  entry_speed: {
    id: 'Banyak harga diketik lebih cepat daripada tangan orang: kurang dari 1,5 detik setiap harga.',
    en: 'Many prices were typed faster than a hand can: less than 1.5 seconds for each.',
  },
  regular: {
    id: 'Harganya berulang dengan pola tetap atau hampir tidak bergerak, tidak seperti di pasar.',
    en: 'The prices repeat a fixed pattern, or hardly move, as no market does.',
  },
};

/** For the reporter himself: what to do, without an accusation. */
const ADVICE: Words = {
  frozen: {
    id: 'Harga Anda lama tidak berubah. Tanyakan lagi ke pedagang setiap hari sebelum mengirim.',
    en: 'Your prices have not changed for long. Ask the traders anew each day before you send.',
  },
  copied: {
    id: 'Harga Anda sama dengan laporan lain. Catat harga dari pasar Anda sendiri.',
    en: "Your prices equal another report's. Note those of your own market.",
  },
  twins: {
    id: 'Dua barang selalu Anda naikkan bersama. Tanyakan harga setiap barang sendiri-sendiri.',
    en: 'Two goods always change together with you. Ask for the price of each by itself.',
  },
  common_factor: {
    id: 'Semua harga Anda berubah serempak. Tanyakan harga setiap barang sendiri-sendiri.',
    en: 'All your prices change at once. Ask for the price of each good by itself.',
  },
  digit_heaping: {
    id: 'Harga Anda tampak dibulatkan. Tulislah harga persis seperti yang dibayar pembeli.',
    en: 'Your prices look rounded. Write them just as buyers pay them.',
  },
  entry_speed: {
    id: 'Harga Anda diketik sangat cepat. Ketiklah saat berada di depan pedagang.',
    en: 'Your prices are typed very fast. Type them while you stand before the trader.',
  },
  regular: {
    id: 'Harga Anda berulang dengan pola yang sama. Tanyakan harga langsung setiap hari.',
    en: 'Your prices repeat a pattern. Ask for them in person each day.',
  },
};

/** What was found, as an official reads it. */
export function tellEvidence(kind: AccusationKind, { source, items }: EvidenceNames): Told {
  const fill = (locale: 'id' | 'en') =>
    SENTENCES[kind][locale]
      .replace('{source}', source ?? '–')
      .replace('{a}', items[0]?.[locale] ?? '–')
      .replace('{b}', items[1]?.[locale] ?? '–');
  return { id: fill('id'), en: fill('en') };
}

/** What the reporter may do about it. */
export const adviseAbout = (kind: AccusationKind): Told => ADVICE[kind];

export function isAccusation(kind: string): kind is AccusationKind {
  return (ACCUSATIONS as readonly string[]).includes(kind);
}
