import { describe, expect, it } from 'vitest';
import { parseReading } from '@/lib/ingest/parse-reading';
import { macroSource } from '@/lib/market/macro';
import en from '@/messages/en.json';
import id from '@/messages/id.json';
import { macro } from '@/prisma/seed/reference-data';
import { seedRows } from '@/prisma/seed/seed-rows';
import { monthlyMeans, priceBehaviour } from '@/prisma/seed/simulation-data';
import { seededCatalog } from '../../lib/ingest/seeded-catalog';
import { CONTRACT_READING } from '../../lib/ingest/small-catalog';

const rows = seedRows();

function meaning(alias: string): string[] {
  const catalog = seededCatalog();
  return (catalog.aliases.get(alias) ?? []).map((id) => catalog.commodities.get(id)?.code ?? '?').sort();
}

describe('the seed', () => {
  it('holds all 38 provinces and every commodity once', () => {
    expect(rows.regions).toHaveLength(38);
    expect(new Set(rows.regions.map((r) => r.id)).size).toBe(38);
    expect(rows.commodities).toHaveLength(24);
    expect(new Set(rows.commodities.map((c) => c.code)).size).toBe(24);
  });

  it('lets the example of the contract be read to the letter', () => {
    const catalog = seededCatalog();
    const receivedAt = Date.parse(CONTRACT_READING.timestamp);
    const result = parseReading(CONTRACT_READING, { catalog, receivedAt, maxPastMs: 1, maxFutureMs: 1 });
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    const codes = result.reading.prices.map((p) => catalog.commodities.get(p.commodityId)?.code);
    expect(codes).toEqual(['cabai-merah-keriting', 'bawang-merah', 'beras-medium']);
  });

  it.each([
    ['cabai', ['cabai-merah-besar', 'cabai-merah-keriting', 'cabai-rawit-merah']],
    ['cabe', ['cabai-merah-besar', 'cabai-merah-keriting', 'cabai-rawit-merah']],
    ['bawang', ['bawang-merah', 'bawang-putih']],
    ['beras', ['beras-medium', 'beras-premium', 'beras-sphp']],
    ['minyak', ['minyak-goreng-curah', 'minyak-goreng-kemasan', 'minyakita']],
    ['daging', ['daging-ayam-ras', 'daging-kerbau-beku', 'daging-sapi']],
    ['ikan', ['ikan-bandeng', 'ikan-kembung', 'ikan-tongkol']],
    ['tepung', ['tepung-terigu-curah', 'tepung-terigu-kemasan']],
    ['cabe rawit', ['cabai-rawit-merah']],
    ['telur', ['telur-ayam-ras']],
    ['bawang merah medium', ['bawang-merah']],
  ])('%s means %j outside the example market', (alias, codes) => {
    expect(meaning(alias)).toEqual(codes);
  });

  it('points every alias, unit and reference price at a commodity, each once', () => {
    const ids = new Set(rows.commodities.map((c) => c.id));
    for (const row of [...rows.aliases, ...rows.units, ...rows.referencePrices]) {
      expect(ids.has(row.commodityId)).toBe(true);
    }
    const keys = rows.aliases.map((a) => `${a.marketCode} ${a.alias} ${a.commodityId}`);
    expect(new Set(keys).size).toBe(keys.length);
    const unitKeys = rows.units.map((u) => `${u.commodityId} ${u.unit}`);
    expect(new Set(unitKeys).size).toBe(unitKeys.length);
  });

  it('gives a spelling to one province only', () => {
    const seen = rows.regions.flatMap((r) => r.aliases);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('ends no reference price before it begins', () => {
    for (const r of rows.referencePrices) {
      if (r.validFrom !== null && r.validTo !== null) expect(r.validFrom < r.validTo).toBe(true);
      if (r.low !== null) expect(r.low).toBeLessThan(r.high);
    }
  });

  it('carries the figures of the simulated country', () => {
    expect(monthlyMeans()).toHaveLength(13 * 34);
    expect(monthlyMeans()[0]).toMatchObject({ regionId: 11, firstMonth: 2022 * 12 });
    expect(priceBehaviour()).toHaveLength(13);
  });

  it.each([
    ['id', id.economy.sources],
    ['en', en.economy.sources],
  ])('says who told each macro figure, in %s', (_locale, said: Readonly<Record<string, string>>) => {
    for (const { source } of macro())
      expect(said[macroSource(source) ?? source], source).toBeTypeOf('string');
    expect(macroSource('Kantor Statistik, surat 12')).toBeNull();
  });
});
