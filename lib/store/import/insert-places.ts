import type { PoolClient } from 'pg';
import type { MarketFacts } from '@/lib/market/market';
import { numberArray, textArray } from '../array-literal';

/** Registers markets, all or none. */
export async function insertPlaces(client: PoolClient, markets: readonly MarketFacts[]): Promise<void> {
  await client.query(
    `INSERT INTO market (code, name, city, region_id, latitude, longitude, origin)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::float8[], $6::float8[], $7::text[])`,
    [
      textArray(markets.map((m) => m.code)),
      textArray(markets.map((m) => m.name)),
      textArray(markets.map((m) => m.city)),
      numberArray(markets.map((m) => m.regionId)),
      numberArray(markets.map((m) => m.latitude)),
      numberArray(markets.map((m) => m.longitude)),
      textArray(markets.map((m) => m.origin)),
    ],
  );
}
