import { existsSync, readFileSync } from 'node:fs';
import { writePrivately } from './private-files';

/** How the running client is, as it last wrote down. */
export interface Status {
  /** ISO 8601. */
  readonly at: string;
  readonly pid: number;
  readonly mode: string;
  readonly interval: number;
  readonly waiting: number;
  readonly rejected: number;
  readonly delivered: number;
  /** Oldest readings that a full queue let go, since the device was set up. */
  readonly dropped: number;
  readonly lastDelivery: string | null;
  /** What keeps it from sending; `null` when nothing does. */
  readonly trouble: string | null;
  /** How far this clock runs ahead of the server's, seconds. */
  readonly clockAhead: number | null;
}

export function readStatus(path: string): Status | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Status;
  } catch {
    return null;
  }
}

export function writeStatus(path: string, status: Status): void {
  writePrivately(path, `${JSON.stringify(status, null, 2)}\n`);
}
