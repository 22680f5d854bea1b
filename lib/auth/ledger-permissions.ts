import type { Actor } from './actor';

/** Administrators put statements into the ledger; nothing can take one out again. */
export function canAttest(actor: Actor): boolean {
  if (actor.kind === 'job') return true;
  return actor.kind !== 'device' && actor.role === 'admin';
}
