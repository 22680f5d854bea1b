import type { Pool } from 'pg';
import { type ReferenceRow, listReferences as readRows } from '@/lib/store/catalog/write-references';

export type { ReferenceRow };

/** All reference prices with their validity, also those that are over; newest first within a commodity. */
export async function listReferences(source: { readonly pool: Pool }): Promise<readonly ReferenceRow[]> {
  return readRows(source.pool);
}
