/** Where a stored price came from. Kept with the value for good. */
export type Provenance = 'observed' | 'simulated' | 'imported';

/** Provenance as stored in hot tables (smallint). Append only. */
export const PROVENANCE_NUMBER: Readonly<Record<Provenance, number>> = {
  observed: 0,
  simulated: 1,
  imported: 2,
};

/**
 * What a shown value is; each state is drawn in its own way and never as `0`.
 * `carried` is a last price older than its own day.
 */
export type DataState = 'observed' | 'carried' | 'estimated' | 'forecast' | 'simulated' | 'none';

const PROVENANCES: readonly Provenance[] = ['observed', 'simulated', 'imported'];

/** @throws RangeError when the number names no provenance */
export function provenanceFromNumber(value: number): Provenance {
  const provenance = PROVENANCES[value];
  if (provenance === undefined) throw new RangeError(`no provenance has the number ${value}`);
  return provenance;
}
