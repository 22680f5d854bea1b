import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeedAddress } from '@/lib/feeds/address';
import { BIAS_HALF_LIFE_DAYS, biasOf, type PricePair, withoutBias } from '@/lib/feeds/bias';
import { causeOf, type GapFacts, usualCause } from '@/lib/feeds/cause';
import type { FeedMapping } from '@/lib/feeds/mapping';
import { isPublicAddress } from '@/lib/feeds/public-address';
import { readRecords } from '@/lib/feeds/read-records';
import { readTable } from '@/lib/feeds/read-table';

const columns = {
  date: 'Tanggal',
  region: 'Provinsi',
  market: null,
  commodity: 'Komoditas',
  unit: null,
  price: 'Harga',
};
const csv: FeedMapping = { format: 'csv', columns, records: '', regionId: null };
const HEADER = ['Tanggal', 'PROVINSI', 'Komoditas', 'Harga'];

describe('rows of a source', () => {
  it('are read by the declared columns, in any order, headings in any case', () => {
    const [row] = readTable(
      [
        ['harga', 'komoditas', 'provinsi', 'tanggal'],
        ['15000', 'beras', '', '2026-11-01'],
      ],
      csv,
    );
    expect(row).toEqual({
      ok: true,
      line: 2,
      said: {
        date: '2026-11-01',
        region: null,
        market: null,
        commodity: 'beras',
        unit: null,
        price: '15000',
      },
    });
  });

  it('are refused one by one, naming the field and what to do', () => {
    const rows = readTable(
      [HEADER, ['2026-11-01', 'Aceh', 'beras', ''], ['2026-11-01', 'Aceh', 'beras', '1']],
      csv,
    );
    expect(rows.map(({ ok }) => ok)).toEqual([false, true]);
    expect(rows[0]).toMatchObject({ refused: { line: 2, field: 'price', code: 'missing_price' } });
  });

  it('are all refused, by the header, when a declared column is not there', () => {
    expect(readTable([['tanggal', 'provinsi', 'harga'], ['x']], csv)).toEqual([
      { ok: false, refused: expect.objectContaining({ line: 1, field: 'commodity', code: 'no_column' }) },
    ]);
    expect(readTable([], csv)).toMatchObject([{ refused: { field: 'document', code: 'empty' } }]);
  });

  it('are found in JSON by paths, and never in what a record inherits', () => {
    const mapping: FeedMapping = {
      format: 'json',
      records: 'data.list',
      regionId: 31,
      columns: { ...columns, date: 'on', region: 'constructor.name', commodity: 'item.name', price: 'price' },
    };
    const document = { data: { list: [{ on: '2026-11-01', item: { name: 'beras' }, price: 15000 }, null] } };
    const rows = readRecords(document, mapping);
    expect(rows[0]).toMatchObject({ ok: true, said: { commodity: 'beras', price: '15000', region: null } });
    expect(rows[1]).toMatchObject({ ok: false, refused: { line: 2, field: 'date' } });
    expect(readRecords({ data: {} }, mapping)).toMatchObject([{ refused: { code: 'no_list' } }]);
  });

  it('never throw, whatever the document holds', () => {
    const mapping: FeedMapping = { ...csv, format: 'json', records: 'a' };
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.array(fc.string())), (document, table) => {
        readRecords({ a: document }, mapping);
        readTable(table, csv);
        for (const row of readTable([HEADER, ...table], csv))
          if (!row.ok) expect(row.refused.message).not.toBe('');
      }),
    );
  });
});

const ours = fc.integer({ min: 5_000, max: 150_000 });

describe('the bias of a source', () => {
  it('is found exactly when it is constant, and taken off nearly whole once it is known well', () => {
    fc.assert(
      fc.property(
        fc.array(ours, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (prices, times) => {
          const pairs = prices.map((price, i) => ({
            day: 100 - (i % 7),
            ours: price,
            theirs: price * times,
          }));
          const bias = biasOf(pairs, 100);
          expect(bias?.gap).toBeCloseTo(Math.log(times), 9);
          expect(bias?.spread).toBeCloseTo(0, 9);
          expect(bias?.count).toBe(prices.length);
        },
      ),
    );
    const known = biasOf(
      Array.from({ length: 500 }, () => ({ day: 0, ours: 10_000, theirs: 11_000 })),
      0,
    );
    expect(Math.abs(withoutBias(11_000, known) - 10_000)).toBeLessThan(15);
  });

  it('does not move for a minority of absurd prices', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { maxLength: 9 }), (absurd) => {
        const honest: PricePair[] = Array.from({ length: 10 }, () => ({
          day: 5,
          ours: 10_000,
          theirs: 10_500,
        }));
        const bias = biasOf([...honest, ...absurd.map((theirs) => ({ day: 5, ours: 10_000, theirs }))], 5);
        expect(bias?.gap).toBeCloseTo(Math.log(1.05), 9);
      }),
    );
  });

  it('forgets: after a few half-lives the new level is what counts', () => {
    const old = Array.from({ length: 20 }, () => ({ day: 0, ours: 10_000, theirs: 12_000 }));
    const late = { day: 6 * BIAS_HALF_LIFE_DAYS, ours: 10_000, theirs: 10_000 };
    expect(biasOf([...old, late], late.day)?.gap).toBe(0);
    expect(biasOf([], 0)).toBeNull();
  });

  it('taken off never moves a price further than the bias itself', () => {
    fc.assert(
      fc.property(ours, ours, fc.integer({ min: 1, max: 40 }), (a, b, n) => {
        const bias = biasOf(
          Array.from({ length: n }, () => ({ day: 1, ours: a, theirs: b })),
          1,
        );
        const corrected = withoutBias(b, bias);
        expect(corrected).toBeGreaterThanOrEqual(Math.min(a, b) - 1);
        expect(corrected).toBeLessThanOrEqual(Math.max(a, b) + 1);
      }),
    );
  });
});

describe('the likely cause of a gap', () => {
  const facts = (more: Partial<GapFacts>): GapFacts => ({
    theirs: 40_000,
    ours: 40_000,
    bias: null,
    before: null,
    after: null,
    varieties: [],
    count: 20,
    low: 39_000,
    high: 41_000,
    ...more,
  });
  const steady = { gap: Math.log(1.1), spread: 0.01, count: 30, weight: 20 };

  it('is none within a few per cent, and a slip of units near a power of ten', () => {
    fc.assert(
      fc.property(ours, fc.double({ min: -0.039, max: 0.039, noNaN: true }), (price, gap) => {
        expect(causeOf(facts({ ours: price, theirs: price * Math.exp(gap) }))).toBe('none');
        for (const slip of [0.001, 0.01, 0.1, 10, 100, 1000])
          expect(causeOf(facts({ ours: price, theirs: price * slip * Math.exp(gap) }))).toBe('unit');
      }),
    );
  });

  it('is the level when the source always lies there', () => {
    expect(causeOf(facts({ theirs: 44_000, bias: steady }))).toBe('level');
    expect(causeOf(facts({ theirs: 44_000, bias: { ...steady, count: 4 } }))).toBe('unknown');
  });

  it('is the day when ours of the day before or after fits, beside its usual level', () => {
    expect(causeOf(facts({ theirs: 46_000, before: 46_200 }))).toBe('day');
    expect(causeOf(facts({ theirs: 46_000, after: 45_900 }))).toBe('day');
    expect(causeOf(facts({ theirs: 55_000, before: 50_000, bias: steady }))).toBe('day');
  });

  it('is the variety when a related one costs that, and the sample when ours is thin or scattered', () => {
    expect(causeOf(facts({ theirs: 52_000, varieties: [30_000, 52_300] }))).toBe('variety');
    expect(causeOf(facts({ theirs: 52_000, count: 2 }))).toBe('sample');
    expect(causeOf(facts({ theirs: 52_000, low: 30_000, high: 55_000 }))).toBe('sample');
    expect(causeOf(facts({ theirs: 52_000 }))).toBe('unknown');
  });

  it('of a commodity is what most of its days show', () => {
    expect(usualCause(['none', 'none', 'unit'])).toBe('none');
    expect(usualCause(['level', 'unit', 'level'])).toBe('level');
    expect(usualCause([])).toBe('none');
  });
});

describe('addresses', () => {
  it('of the open Internet are told from inner ones', () => {
    for (const open of [
      '8.8.8.8',
      '1.1.1.1',
      '172.15.0.1',
      '172.32.0.1',
      '2606:4700::1111',
      '2001:4860:4860::8888',
    ])
      expect(isPublicAddress(open), open).toBe(true);
    for (const inner of [
      '127.0.0.1',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '100.100.100.200',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '168.63.129.16',
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      '',
      'localhost',
      '1.2.3',
      '0x7f.1',
    ])
      expect(isPublicAddress(inner), inner).toBe(false);
  });

  it('never count as open when they are IPv4 within IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        expect(isPublicAddress(`::ffff:${v4}`)).toBe(false);
      }),
    );
  });

  it('are http, https or a plain file name, without a password', () => {
    expect(readFeedAddress(' https://a.example/x.csv ')).toMatchObject({ kind: 'web' });
    expect(readFeedAddress('file:harga.csv')).toEqual({ kind: 'file', name: 'harga.csv' });
    for (const [text, fault] of [
      ['ftp://a/b', 'bad_scheme'],
      ['data:text/csv,a', 'bad_scheme'],
      ['gopher://a', 'bad_scheme'],
      ['https://u:p@a.example/', 'has_password'],
      ['file:../secret', 'bad_file'],
      ['file:///etc/passwd', 'bad_file'],
      ['file:.env', 'bad_file'],
      ['', 'bad_address'],
      ['//a', 'bad_address'],
    ])
      expect(readFeedAddress(text ?? ''), text).toEqual({ fault });
  });
});
