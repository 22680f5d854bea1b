import type { ReferenceRule } from '@/lib/market/reference';
import type { Db } from '../prisma-client';

/** All reference prices with their validity, also those that are over. */
export async function readReferences(db: Db): Promise<readonly ReferenceRule[]> {
  const rows = await db.referencePrice.findMany({ orderBy: { id: 'asc' } });
  const iso = (day: Date | null) => (day === null ? null : day.toISOString().slice(0, 10));
  return rows.map((r) => ({
    commodityId: r.commodityId,
    kind: r.kind === 'HET' ? 'HET' : 'HAP',
    zone: r.zone,
    low: r.low,
    high: r.high,
    validFrom: iso(r.validFrom),
    validTo: iso(r.validTo),
    regulation: r.regulation,
    note: r.note,
  }));
}
