/** One row of the audit. Never contains a secret. */
export interface AuditEntry {
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  /** What was done, e.g. `device.register`. */
  readonly action: string;
  /** To what, e.g. `device:DEV-001`. */
  readonly subject: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly requestId: string | null;
}
