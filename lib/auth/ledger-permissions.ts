import type { Actor } from './actor';
import { may } from './may';

/** National administrators put statements into the ledger; nothing can take one out again. */
export function canAttest(actor: Actor): boolean {
  return may(actor, 'attest documents', {});
}
