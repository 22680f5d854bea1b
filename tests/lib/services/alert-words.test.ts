import { describe, expect, it } from 'vitest';
import { buildCatalog } from '@/lib/market/catalog';
import { alertWords } from '@/lib/services/alert-words';

const catalog = buildCatalog({
  commodities: [
    {
      id: 1,
      code: 'cabai-rawit-merah',
      nameId: 'Cabai Rawit Merah',
      nameEn: 'Red bird chili',
      unit: 'kg',
      panelName: null,
      volatility: 'high',
      typicalPrice: 50_000,
      householdPerMonth: 0.5,
    },
  ],
  regions: [],
  markets: [],
  aliases: [],
  units: [],
});
const about = { commodityId: 1, regionId: null, marketId: null };

describe('the sentence of an alert', () => {
  it('writes figures as each language does', () => {
    const evidence = { price: 90_350, change: 0.8067 };
    expect(alertWords(catalog, { ...about, kind: 'impact', evidence })).toEqual({
      id: 'Terdeteksi Cabai Rawit Merah naik 80,7\u00a0% dari kemarin di Indonesia, menjadi Rp\u00a090.350.',
      en: 'Red bird chili is seen up 80.7% since yesterday in Indonesia, at Rp\u00a090,350.',
    });
  });

  it('says by how much a limit is passed', () => {
    const evidence = { price: 66_000, limit: 60_000, limit_kind: 'HAP', gap: 0.1 } as const;
    const { id, en } = alertWords(catalog, { ...about, kind: 'reference', evidence });
    expect(id).toContain('10\u00a0% di atas HAP Rp\u00a060.000');
    expect(en).toContain('10% above the HAP of Rp\u00a060,000');
  });
});
