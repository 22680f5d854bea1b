import { hostname } from 'node:os';

/** A process that has what only one may have. */
export interface Holder {
  readonly pid: number;
  /** Name of its host or container; empty when it did not say. */
  readonly host: string;
  /** Has had it since then, ms since 1970; `null` when that is not known. */
  readonly since: number | null;
}

/** True for a process that can be seen from here, and stopped by its number. */
export const isHere = ({ host }: Holder) => host === '' || host === hostname();

/** Such as `process 17 of the host abc (since 2026-11-30T21:00:00.000Z)`. */
export function holderWords(holder: Holder): string {
  const { pid, host, since } = holder;
  const place = isHere(holder) ? '' : ` of the host ${host}`;
  return `process ${pid}${place}${since === null ? '' : ` (since ${new Date(since).toISOString()})`}`;
}

/** What to do about a lock that a process has. @param path of the lock */
export function freeWords(holder: Holder, path: string): string {
  if (isHere(holder)) return `Stop that one first (${path})`;
  return `Whether it still runs cannot be seen from here, the host ${hostname()}: stop it there, and if it has ended already, delete ${path}`;
}
