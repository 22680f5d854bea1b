import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRupiah } from '@/lib/market/money';

const rupiah = fc.integer({ min: 1, max: 999_999_999 });
const dotted = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, '.');

describe('an amount of rupiah', () => {
  it('is read back from every Indonesian writing', () => {
    const prefix = fc.constantFrom('', 'Rp', 'Rp ', 'Rp. ', 'rp\u00a0', 'IDR ');
    const suffix = fc.constantFrom('', ',-', ',00', ',--');
    fc.assert(
      fc.property(rupiah, prefix, suffix, fc.boolean(), (n, before, after, grouped) => {
        const read = parseRupiah(`${before}${grouped ? dotted(n) : n}${after}`);
        return read.ok && read.rupiah === n;
      }),
    );
  });

  it('is refused, never guessed, when a comma stands where a dot belongs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 999_999_999 }), (n) => {
        const read = parseRupiah(dotted(n).replaceAll('.', ','));
        return !read.ok && read.code === 'ambiguous_amount' && read.message.includes('15000');
      }),
    );
  });

  it('never throws and is never negative or without end', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseRupiah(text);
        return read.ok ? Number.isFinite(read.rupiah) && read.rupiah >= 0 : read.message.length > 0;
      }),
    );
  });

  it.each(['15.00', '1.5', '15.0000', '.500', '15,', '1,2,3'])('%j is refused', (text) => {
    expect(parseRupiah(text).ok).toBe(false);
  });
});
