/**
 * How far a reporter's word has stood. Each day with decided reports is one trial, shared between what stood and
 * what was overturned: a stall that reports every two seconds is no better known than one that reports each morning.
 */
export interface ReportedDay {
  /** Day number. */
  readonly day: number;
  readonly upheld: number;
  readonly overturned: number;
}

/**
 * The prior is worth twenty good days with one bad one: in the labelled trial that the judge is tuned on some 5 % of
 * reporters' days carry a fault. After ninety days half of a day is forgotten, so that a season mends a name.
 */
export const PRIOR = { upheld: 19, overturned: 1 } as const;
export const HALF_LIFE_DAYS = 90;
/** Nobody's word falls below this: two careful markets may still second each other. */
const LEAST = 0.2;

export interface Reliability {
  /** Mean of the Beta posterior: the chance that the next report stands. */
  readonly mean: number;
  /** Bounds between which it lies with a chance of some 90 %. */
  readonly low: number;
  readonly high: number;
  /** 1 for who is new or better than the prior; what a claim of this reporter counts as beside others. */
  readonly weight: number;
  /** Days of evidence, as far as they are not forgotten. */
  readonly upheldDays: number;
  readonly overturnedDays: number;
}

/** @param today day number from which the days are old */
export function reliabilityOf(days: readonly ReportedDay[], today: number): Reliability {
  let upheldDays = 0;
  let overturnedDays = 0;
  for (const { day, upheld, overturned } of days) {
    const all = upheld + overturned;
    if (all === 0) continue;
    const left = 0.5 ** (Math.max(0, today - day) / HALF_LIFE_DAYS);
    upheldDays += (left * upheld) / all;
    overturnedDays += (left * overturned) / all;
  }
  const a = PRIOR.upheld + upheldDays;
  const b = PRIOR.overturned + overturnedDays;
  const mean = a / (a + b);
  const off = 1.645 * Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const before = PRIOR.upheld / (PRIOR.upheld + PRIOR.overturned);
  return {
    mean,
    low: Math.max(0, mean - off),
    high: Math.min(1, mean + off),
    weight: Math.max(LEAST, Math.min(1, mean / before)),
    upheldDays,
    overturnedDays,
  };
}

/** What a reporter can do about it: a code with a sentence in `advise`. */
export function adviceOf({
  mean,
  upheldDays,
  overturnedDays,
}: Reliability): 'new' | 'good' | 'check' | 'visit' {
  if (upheldDays + overturnedDays < 5) return 'new';
  if (mean >= 0.93) return 'good';
  return mean >= 0.8 ? 'check' : 'visit';
}

const ADVICE = {
  new: {
    id: 'Laporan Anda masih sedikit; teruslah melapor setiap hari.',
    en: 'There are few reports of yours yet; go on reporting every day.',
  },
  good: { id: 'Laporan Anda dapat diandalkan. Terima kasih.', en: 'Your reports are reliable. Thank you.' },
  check: {
    id: 'Sebagian laporan Anda ternyata keliru. Periksa jumlah nol dan satuannya sebelum mengirim.',
    en: 'Some of your reports turned out wrong. Check zeros and units before sending.',
  },
  visit: {
    id: 'Banyak laporan Anda ternyata keliru. Tanyakan harga langsung ke pedagang, dan minta pendampingan petugas.',
    en: 'Many of your reports turned out wrong. Ask traders for the price in person, and ask an officer for help.',
  },
} as const;

export function advise(reliability: Reliability): { readonly id: string; readonly en: string } {
  return ADVICE[adviceOf(reliability)];
}
