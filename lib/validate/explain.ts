import type { Verdict } from '@/lib/market/verdict';
import type { PriceReport } from './report';

type Locale = 'id' | 'en';

const REASONS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  scale_slip: {
    id: 'angkanya seperti salah nol atau salah satuan',
    en: 'the figure looks like a slipped zero or a wrong unit',
  },
  impossible_jump: {
    id: 'lompatannya terlalu besar untuk satu kali laporan',
    en: 'the jump is too large for one report',
  },
  swapped_item: {
    id: 'angkanya sama dengan harga barang lain di pasar ini',
    en: 'the figure is the price of another item of this market',
  },
  clock_ahead: {
    id: 'jam perangkat mendahului jam server',
    en: "the device's clock is ahead of the server's",
  },
  not_a_price: { id: 'angkanya bukan harga', en: 'the figure is not a price' },
  neighbours: {
    id: 'tidak sejalan dengan kebiasaan pasar ini dan gerak pasar lain',
    en: "out of line with this market's habit and what other markets did",
  },
  drift: {
    id: 'menjauh sedikit demi sedikit dari pasar lain selama sepuluh hari',
    en: 'drifting away from other markets, step by step, over ten days',
  },
  repeated_claim: {
    id: 'mengulang harga yang masih menunggu keputusan',
    en: 'repeating a price that still waits for a decision',
  },
  frozen: { id: 'pelapor mengulang angka yang sama', en: 'the reporter keeps repeating the same figures' },
  copied: { id: 'angkanya sama dengan pelapor lain', en: "the figures equal another reporter's" },
  twins: {
    id: 'dua barang pelapor ini selalu bergerak sama',
    en: 'two goods of the reporter always move as one',
  },
  common_factor: {
    id: 'seluruh daftar pelapor berubah dengan satu faktor',
    en: "the reporter's whole list changes by one factor",
  },
  digit_heaping: {
    id: 'angka belakang harga pelapor menumpuk',
    en: "the last digits of the reporter's prices heap",
  },
  entry_speed: { id: 'harga diketik terlalu cepat', en: 'the prices were typed too fast' },
  regular: { id: 'harga pelapor berpola tetap', en: "the reporter's prices follow a fixed pattern" },
  z_score: { id: 'jauh dari gerak harian pasar ini', en: "far from this market's daily moves" },
  iqr: { id: 'di luar rentang gerak yang biasa', en: 'outside the usual range of moves' },
  multi_source: {
    id: 'jauh dari harga di pasar atau sumber lain',
    en: 'far from the price in other markets or sources',
  },
};

/** One sentence that a trader understands, with the prices that would have been accepted, and what sources say of it. */
export function explain(verdict: Verdict, report: Pick<PriceReport, 'price'>, locale: Locale): string {
  return `${sentence(verdict, report, locale)}${saidBySources(verdict, locale)}`;
}

function saidBySources(verdict: Verdict, locale: Locale): string {
  const words = verdict.detectors.find((d) => d.sources !== undefined)?.sources ?? [];
  return words
    .map(({ source, price, age }) => {
      const id = age === 0 ? 'hari ini' : `${age} hari lalu`;
      const en = age === 0 ? 'today' : age === 1 ? 'a day ago' : `${age} days ago`;
      return locale === 'id'
        ? ` Menurut ${source} (${id}, selisih biasanya sudah dikurangi): ${rupiah(price, locale)}.`
        : ` According to ${source} (${en}, its usual distance taken off): ${rupiah(price, locale)}.`;
    })
    .join('');
}

function sentence(verdict: Verdict, report: Pick<PriceReport, 'price'>, locale: Locale): string {
  const id = locale === 'id';
  const price = rupiah(report.price, locale);
  const range = verdict.acceptedRange;
  if (verdict.lane === 'accepted') {
    if (range === null || verdict.expected === null) {
      return id
        ? `${price} diterima sebagai harga pertama; belum ada pembanding.`
        : `${price} was accepted as a first price; there is nothing to compare it with yet.`;
    }
    return id
      ? `${price} diterima; perkiraan ${rupiah(verdict.expected, locale)}, diterima sampai ${rupiah(range.high, locale)}.`
      : `${price} was accepted; ${rupiah(verdict.expected, locale)} was expected, accepted up to ${rupiah(range.high, locale)}.`;
  }
  const reasons = tellingFlags(verdict.flags)
    .map((flag) => REASONS[flag]?.[locale] ?? flag)
    .join(id ? ', dan ' : ', and ');
  const held =
    verdict.lane === 'provisional'
      ? id
        ? 'menunggu konfirmasi'
        : 'waits for confirmation'
      : id
        ? 'ditahan untuk diperiksa'
        : 'was held for review';
  const expected =
    verdict.expected === null
      ? ''
      : id
        ? `; perkiraan ${rupiah(verdict.expected, locale)}`
        : `; ${rupiah(verdict.expected, locale)} was expected`;
  return `${price} ${held}: ${reasons}${expected}.${counterfactual(verdict, report.price, locale)}`;
}

/** Each alone says why; what the detectors measured beside it tells a reader nothing more. */
const GATES: readonly string[] = [
  'not_a_price',
  'clock_ahead',
  'scale_slip',
  'swapped_item',
  'impossible_jump',
];
/** Witnesses never decide, so they are told only where nobody else speaks. */
const WITNESSES: readonly string[] = ['z_score', 'iqr'];

/** The flags that a sentence names, the cause first; all of them stand in the verdict's table. */
function tellingFlags(flags: readonly string[]): readonly string[] {
  const gates = GATES.filter((gate) => flags.includes(gate));
  if (gates.length > 0) return gates;
  const decisive = flags.filter((flag) => !WITNESSES.includes(flag));
  return decisive.length > 0 ? decisive : flags.slice(0, 1);
}

function counterfactual(verdict: Verdict, price: number, locale: Locale): string {
  const id = locale === 'id';
  const range = verdict.acceptedRange;
  if (range === null) return '';
  if (price > range.high) {
    return id
      ? ` Diterima sampai ${rupiah(range.high, locale)}.`
      : ` Accepted up to ${rupiah(range.high, locale)}.`;
  }
  if (price < range.low) {
    return id
      ? ` Diterima mulai ${rupiah(range.low, locale)}.`
      : ` Accepted from ${rupiah(range.low, locale)}.`;
  }
  return '';
}

/** As the pages write it: `Rp 61.500` in Indonesian, `Rp 61,500` in English. */
function rupiah(value: number, locale: Locale): string {
  const grouped = Math.round(value).toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB');
  return `Rp\u00a0${grouped}`;
}
