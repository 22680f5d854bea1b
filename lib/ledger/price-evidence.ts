/** What is stored about a reading beside the members of its leaves. */
export interface ReadingEvidence {
  /** ms since 1970. */
  readonly publishedAt: number;
  readonly regionId: number;
  /** Stored with four bytes, as are the other fractions here. */
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly crowd: number | null;
}

/** What is stored about one of its prices. */
export interface EvidenceOfPrice {
  readonly score: number;
  readonly priceChange: number | null;
  readonly impactScore: number;
  readonly dominantFactor: string;
  /** Shares of the factors, JSON text as stored. */
  readonly factors: string;
  /** Detectors, limits and peers, JSON text as stored. */
  readonly detail: string;
}

/** What is stored beside a leaf. The leaf holds a hash of it, so that none of it can be rewritten either. */
export type PriceEvidence = ReadingEvidence & EvidenceOfPrice;

const VERSION = 'smp-evidence/v1';

/**
 * The text whose SHA-256 stands in the leaf: the same from the figures as judged and from those read back. Three
 * parts on lines of their own: the figures in the order above (`null` for none), the factors, the detail.
 */
export function evidenceText(e: PriceEvidence): string {
  return evidenceWriter(e)(e);
}

/** The same for all prices of a reading, of which some is said once. */
export function evidenceWriter(reading: ReadingEvidence): (price: EvidenceOfPrice) => string {
  const stall = `${float(reading.temperature)} ${float(reading.humidity)} ${reading.crowd}`;
  const head = `${VERSION}\n${reading.publishedAt} ${reading.regionId} ${stall} `;
  return (p) => {
    const weight = `${float(p.score)} ${float(p.priceChange)} ${float(p.impactScore)} ${p.dominantFactor}`;
    return `${head}${weight}\n${p.factors}\n${p.detail}`;
  };
}

/** The nearest number of four bytes, which is what the database gives back. */
function float(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}
