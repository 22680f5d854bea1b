/** What an alert that everybody may read is about. `manual` ones are raised by a person and closed by nobody else. */
export const PUBLIC_ALERT_KINDS = ['impact', 'reference', 'silent', 'manual'] as const;

/**
 * What an alert is about. A `device` that is silent is told to officials alone: it says nothing about prices, and
 * where a box stands unattended is nobody else's business.
 */
export const ALERT_KINDS = [...PUBLIC_ALERT_KINDS, 'device'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export function isPublicAlert(kind: AlertKind): boolean {
  return (PUBLIC_ALERT_KINDS as readonly AlertKind[]).includes(kind);
}

/** Rising urgency. */
export const ALERT_LEVELS = ['info', 'warning', 'critical'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** The figures that an alert rests on, as stored and as shown. Prices in Rp per unit, shares as 0.05 = 5 %. */
export interface AlertEvidence {
  readonly price?: number;
  /** Against the day before, like for like. */
  readonly change?: number;
  /** Mean impact score of the markets that moved the same way, 0–100. */
  readonly impact?: number;
  /** The HET or HAP in force. */
  readonly limit?: number;
  readonly limit_kind?: 'HET' | 'HAP';
  readonly regulation?: string;
  /** Relative distance above the limit. */
  readonly gap?: number;
  readonly markets?: number;
  /** When a silent market or device was last heard, ISO time; absent for a device that never was. */
  readonly last_heard?: string;
  /** The silent device's id. */
  readonly device?: string;
  /** Words and source of a manual alert. */
  readonly message?: string;
  readonly message_en?: string;
  readonly source?: string;
}
