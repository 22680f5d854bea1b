import { exportQueue } from './core/export-queue';
import type { FieldState } from './core/follow-kept';

/** Hands out what the phone has not settled as a file that whoever holds it can read. */
export function saveExport(
  { records, appeals }: Pick<FieldState, 'records' | 'appeals'>,
  deviceId: string,
): void {
  const blob = new Blob([exportQueue(records, appeals, Date.now())], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `smp-antrean-${deviceId}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
