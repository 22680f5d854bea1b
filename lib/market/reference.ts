/** A HET or HAP with its validity. A null end is open; a null zone means everywhere. */
export interface ReferenceRule {
  readonly commodityId: number;
  readonly kind: 'HET' | 'HAP';
  /** Rice zone. */
  readonly zone: number | null;
  readonly low: number | null;
  /** The limit that a status is measured against, Rp per base unit. */
  readonly high: number;
  /** ISO dates, both included. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly regulation: string;
  readonly note: string | null;
}

/** The rule in force on `day` (ISO date) in a rice zone; of several, the one that began last. */
export function referenceFor(
  rules: readonly ReferenceRule[],
  commodityId: number,
  riceZone: number,
  day: string,
): ReferenceRule | null {
  let found: ReferenceRule | null = null;
  for (const rule of rules) {
    if (rule.commodityId !== commodityId) continue;
    if (rule.zone !== null && rule.zone !== riceZone) continue;
    if ((rule.validFrom ?? '') > day || (rule.validTo ?? '9999') < day) continue;
    if (found === null || (rule.validFrom ?? '') >= (found.validFrom ?? '')) found = rule;
  }
  return found;
}

/** Whether there is a day and a place at which both hold. */
export function holdBothSomewhere(a: ReferenceRule, b: ReferenceRule): boolean {
  if (a.commodityId !== b.commodityId) return false;
  if (a.zone !== null && b.zone !== null && a.zone !== b.zone) return false;
  return (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999');
}
