import type { AlertEvidence, AlertKind, AlertLevel } from '@/lib/market/alert';
import type { AlertRow } from '@/lib/store/alerts/alert-rows';
import type { OpenAlert } from '@/lib/warn/plan';

/** An alert as it is stored. */
export function toOpenAlert(row: AlertRow): OpenAlert {
  return {
    ...row,
    // Written by the verbs of this folder and by nobody else.
    kind: row.kind as AlertKind,
    level: row.level as AlertLevel,
    evidence: row.evidence as AlertEvidence,
  };
}
