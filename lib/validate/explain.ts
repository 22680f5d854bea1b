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
  clock_ahead: {
    id: 'jam perangkat mendahului jam server',
    en: "the device's clock is ahead of the server's",
  },
  not_a_price: { id: 'angkanya bukan harga', en: 'the figure is not a price' },
  z_score: { id: 'jauh dari gerak harian pasar ini', en: "far from this market's daily moves" },
  iqr: { id: 'di luar rentang gerak yang biasa', en: 'outside the usual range of moves' },
  multi_source: { id: 'tidak sejalan dengan pasar lain', en: 'out of line with other markets' },
};

/** One sentence that a trader understands, with the prices that would have been accepted. */
export function explain(verdict: Verdict, report: Pick<PriceReport, 'price'>, locale: Locale): string {
  const id = locale === 'id';
  const price = rupiah(report.price);
  const range = verdict.acceptedRange;
  if (verdict.lane === 'accepted') {
    if (range === null || verdict.expected === null) {
      return id
        ? `${price} diterima sebagai harga pertama; belum ada pembanding.`
        : `${price} was accepted as a first price; there is nothing to compare it with yet.`;
    }
    return id
      ? `${price} diterima; perkiraan ${rupiah(verdict.expected)}, diterima sampai ${rupiah(range.high)}.`
      : `${price} was accepted; ${rupiah(verdict.expected)} was expected, accepted up to ${rupiah(range.high)}.`;
  }
  const reasons = verdict.flags.map((flag) => REASONS[flag]?.[locale] ?? flag).join(id ? ' dan ' : ' and ');
  const held =
    verdict.lane === 'provisional'
      ? id
        ? 'menunggu konfirmasi'
        : 'waits for confirmation'
      : id
        ? 'ditahan untuk diperiksa'
        : 'was held for review';
  return `${price} ${held}: ${reasons}.${counterfactual(verdict, report.price, id)}`;
}

function counterfactual(verdict: Verdict, price: number, id: boolean): string {
  const range = verdict.acceptedRange;
  if (range === null) return '';
  if (price > range.high) {
    return id ? ` Diterima sampai ${rupiah(range.high)}.` : ` Accepted up to ${rupiah(range.high)}.`;
  }
  if (price < range.low) {
    return id ? ` Diterima mulai ${rupiah(range.low)}.` : ` Accepted from ${rupiah(range.low)}.`;
  }
  return '';
}

function rupiah(value: number): string {
  return `Rp\u00a0${Math.round(value).toLocaleString('id-ID', { maximumFractionDigits: 0 })}`;
}
