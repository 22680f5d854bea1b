import type { ParseContext } from '@/lib/ingest/parse-reading';
import { buildCatalog, type Catalog } from '@/lib/market/catalog';
import type { Commodity } from '@/lib/market/commodity';

function commodity(id: number, code: string, nameId: string, unit: 'kg' | 'l' = 'kg'): Commodity {
  return {
    id,
    code,
    nameId,
    nameEn: `${code} in English`,
    unit,
    panelName: null,
    volatility: 'low',
    typicalPrice: null,
    householdPerMonth: null,
  };
}

/** Seven commodities, Jakarta with `PASAR-001` (its own aliases), and Maluku with `PASAR-002` (none). */
export function smallCatalog(): Catalog {
  return buildCatalog({
    commodities: [
      commodity(1, 'beras-premium', 'Beras Premium'),
      commodity(2, 'beras-medium', 'Beras Medium'),
      commodity(3, 'bawang-merah', 'Bawang Merah'),
      commodity(4, 'bawang-putih', 'Bawang Putih Bonggol'),
      commodity(5, 'cabai-merah-keriting', 'Cabai Merah Keriting'),
      commodity(6, 'cabai-rawit-merah', 'Cabai Rawit Merah'),
      commodity(7, 'minyak-goreng-curah', 'Minyak Goreng Curah', 'l'),
    ],
    regions: [
      {
        id: 31,
        name: 'DKI Jakarta',
        panelName: 'DKI Jakarta',
        island: 'Jawa',
        timeZone: 'Asia/Jakarta',
        riceZone: 1,
        latitude: -6.2,
        longitude: 106.8,
        aliases: ['jakarta', 'dki'],
      },
      {
        id: 81,
        name: 'Maluku',
        panelName: 'Maluku',
        island: 'Maluku-Papua',
        timeZone: 'Asia/Jayapura',
        riceZone: 3,
        latitude: -3.2,
        longitude: 129.5,
        aliases: [],
      },
    ],
    markets: [
      {
        id: 1,
        code: 'PASAR-001',
        name: 'Contoh',
        city: 'Jakarta Pusat',
        regionId: 31,
        latitude: -6.2,
        longitude: 106.8,
        origin: 'example',
        closedOn: null,
        closedReason: null,
      },
      {
        id: 2,
        code: 'PASAR-002',
        name: 'Lain',
        city: 'Ambon',
        regionId: 81,
        latitude: -3.7,
        longitude: 128.2,
        origin: 'registered',
        closedOn: null,
        closedReason: null,
      },
    ],
    aliases: [
      { alias: 'cabai', commodityId: 5, marketId: null },
      { alias: 'cabai', commodityId: 6, marketId: null },
      { alias: 'beras', commodityId: 1, marketId: null },
      { alias: 'beras', commodityId: 2, marketId: null },
      { alias: 'cabai', commodityId: 5, marketId: 1 },
      { alias: 'bawang', commodityId: 3, marketId: 1 },
      { alias: 'beras', commodityId: 2, marketId: 1 },
    ],
    units: [
      { commodityId: 5, unit: 'ons', baseUnits: 0.1 },
      { commodityId: 7, unit: 'kg', baseUnits: 1 / 0.903 },
    ],
  });
}

export const RECEIVED_AT = Date.parse('2025-12-12T12:34:57.000Z');

export function smallContext(catalog: Catalog = smallCatalog()): ParseContext {
  return { catalog, receivedAt: RECEIVED_AT, maxPastMs: 7 * 86_400_000, maxFutureMs: 5 * 60_000 };
}

/** The reading of the contract, to the letter. */
export const CONTRACT_READING = {
  timestamp: '2025-12-12T12:34:56.789Z',
  market_id: 'PASAR-001',
  device_id: 'DEV-001',
  region: 'JAKARTA',
  temperature: 29.5,
  humidity: 72.3,
  crowd: 12,
  prices: { cabai: 15000, bawang: 9000, beras: 12000 },
} as const;
