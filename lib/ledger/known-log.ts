import { followSuccession, formerKeys } from './key-succession';
import { formatPolicy, type Policy, parsePolicy } from './policy';
import type { Sha256 } from './sha256';
import type { SignatureSchemes } from './signatures';
import { formatVerifierKey, type VerifierKey } from './verifier-key';

/**
 * How the keys that a log shows today go with the ones that were seen first. `first`: nothing was known.
 * `succeeded`: there are new keys, and an old one vouches for each. `changed`: nobody vouches for one of them.
 */
export type Recognition = 'first' | 'known' | 'succeeded' | 'changed';

export interface RecognisedLog {
  readonly keys: Recognition;
  /** Fewer or other witnesses than were asked for before. Then the old rule goes on counting. */
  readonly witnessesChanged: boolean;
  /** Whose signatures count: never a key that nobody vouches for. */
  readonly policy: Policy;
}

/**
 * Compares a log's policy with the one that was seen at the first visit.
 * @param known the policy of then, null at a first visit
 * @param served the policy of now
 * @param rotations leaves of keys that came into use, as the log tells them; at a first visit those before are believed
 * @throws NoteError when a policy is malformed
 */
export async function recogniseLog(
  tools: { readonly sha256: Sha256; readonly schemes: SignatureSchemes },
  known: string | null,
  served: string,
  rotations: readonly string[],
): Promise<RecognisedLog> {
  const now = parsePolicy(tools.sha256, served);
  if (known === null) {
    // What was signed before a change of keys goes on being evidence, also for who comes after it.
    const logs = [...now.logs, ...(await formerKeys(tools, now.logs, rotations))];
    return { keys: 'first', witnessesChanged: false, policy: { ...now, logs } };
  }
  const then = parsePolicy(tools.sha256, known);
  const witnessesChanged = then.witnesses.length > 0 && rule(then) !== rule(now);
  const { witnesses, quorum } = witnessesChanged ? then : now;
  const fresh = now.logs.filter((key) => !has(then.logs, key));
  const reached = fresh.length === 0 ? then.logs : await followSuccession(tools, then.logs, rotations);
  const changed = now.logs.length === 0 || fresh.some((key) => !has(reached, key));
  const keys = changed ? 'changed' : fresh.length > 0 ? 'succeeded' : 'known';
  return { keys, witnessesChanged, policy: { logs: changed ? then.logs : reached, witnesses, quorum } };
}

/** Witnesses and quorum alone, as text that is the same for the same rule. */
function rule({ witnesses, quorum }: Policy): string {
  return formatPolicy({ logs: [], witnesses, quorum });
}

function has(keys: readonly VerifierKey[], wanted: VerifierKey): boolean {
  return keys.some((key) => formatVerifierKey(key) === formatVerifierKey(wanted));
}
