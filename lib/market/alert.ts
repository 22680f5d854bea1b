/** What an alert is about. `manual` ones are raised by a person and closed by nobody else. */
export const ALERT_KINDS = ['impact', 'reference', 'silent', 'manual'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

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
  /** When a silent market was last heard, ISO time. */
  readonly last_heard?: string;
  /** Words and source of a manual alert. */
  readonly message?: string;
  readonly message_en?: string;
  readonly source?: string;
}
