import { endorse } from '@/lib/ledger/key-succession';
import { leafText } from '@/lib/ledger/leaf';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { NOW } from './published-log';

/** The leaf by which one key vouches for another. */
export function rotationLeaf(by: NoteSigner, to: NoteSigner): string {
  const [vkey, at] = [formatVerifierKey(to.key), NOW * 1000];
  const vouched = endorse(by, vkey, at);
  return leafText({ kind: 'key', index: 9, event: 'activate', vkey, at, actor: 'system', ...vouched });
}
