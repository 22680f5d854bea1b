/**
 * What is stored about a price beside the members of its leaf. The leaf holds a hash of it, so that none of
 * it can be rewritten either.
 */
export interface PriceEvidence {
  /** ms since 1970. */
  readonly publishedAt: number;
  readonly regionId: number;
  /** Stored with four bytes, as are the other fractions here. */
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly crowd: number | null;
  readonly score: number;
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: string;
  /** Shares of the factors, JSON text as stored. */
  readonly factors: string;
  /** Detectors, limits and peers, JSON text as stored. */
  readonly detail: string;
}

const VERSION = 'smp-evidence/v1';

/**
 * The text whose SHA-256 stands in the leaf: the same from the figures as judged and from those read back. Three
 * parts on lines of their own: the figures in the order above (`null` for none), the factors, the detail.
 */
export function evidenceText(e: PriceEvidence): string {
  const stall = `${float(e.temperature)} ${float(e.humidity)} ${e.crowd}`;
  const weight = `${float(e.score)} ${float(e.priceChange)} ${float(e.impactScore)} ${e.dominantFactor}`;
  return `${VERSION}\n${e.publishedAt} ${e.regionId} ${stall} ${weight}\n${e.factors}\n${e.detail}`;
}

/** The nearest number of four bytes, which is what the database gives back. */
function float(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}
