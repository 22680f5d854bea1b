/** One thing that is wrong with an input: where, what, and how to mend it. */
export interface FieldError {
  /** Path into the body, e.g. `prices.cabai` or `readings[3].timestamp`. */
  readonly field: string;
  /** Stable machine-readable reason, e.g. `unknown_commodity`. */
  readonly code: string;
  /** One plain English sentence that says what was wrong and what to send instead. */
  readonly message: string;
  /** Allowed values where a name was ambiguous or unknown. */
  readonly candidates?: readonly string[];
}
