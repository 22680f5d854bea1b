import { parseDecimal } from '@/lib/ledger/bytes';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { parseNote } from '@/lib/ledger/note';
import { type Policy, type PolicyWitness, quorumMet } from '@/lib/ledger/policy';
import { proveConsistency, type TreeReader } from '@/lib/ledger/prove';
import { checkSignatures } from '@/lib/ledger/signatures';
import { formatAddCheckpoint, withCosignatures } from '@/lib/ledger/witness-request';

/** What came of asking the witnesses. */
export interface Cosigned {
  /** The note with every cosignature that holds. */
  readonly note: string;
  /** Whether they are enough for the policy. */
  readonly met: boolean;
  /** Why witnesses did not cosign, one sentence each. */
  readonly troubles: readonly string[];
}

/** Collects cosignatures (c2sp.org/tlog-witness). Remembers between calls where each witness stands. */
export interface Cosigner {
  readonly policy: Policy;
  collect(checkpoint: { readonly size: number; readonly note: string }): Promise<Cosigned>;
}

const LIMIT_MS = 3_000;

/** @param policy witnesses without an address are left out, as somebody else must ask them */
export function createCosigner(policy: Policy, tree: TreeReader): Cosigner {
  const standing = new Map<PolicyWitness, number>();
  const asked = policy.witnesses.filter((witness) => witness.url !== null);
  const keys = policy.witnesses.map(({ key }) => key);

  /** @returns the lines that the witness answered with. @throws Error saying why there are none */
  async function ask(witness: PolicyWitness, size: number, note: string): Promise<string> {
    for (let again = 0; again < 2; again++) {
      const oldSize = standing.get(witness) ?? 0;
      if (oldSize > size) throw new Error(`has seen ${oldSize} leaves, and the log has ${size}`);
      const proof = await proveConsistency(tree, oldSize, size);
      const response = await fetch(`${witness.url?.replace(/\/+$/, '')}/add-checkpoint`, {
        method: 'POST',
        body: formatAddCheckpoint({ oldSize, proof, checkpoint: note }),
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      const body = await response.text();
      if (response.status === 200) {
        standing.set(witness, size);
        return body;
      }
      const held = response.status === 409 ? parseDecimal(body.trim()) : null;
      if (held === null) throw new Error(`answered ${response.status}: ${body.trim().slice(0, 200)}`);
      if (held === oldSize) throw new Error(`has seen another tree of ${held} leaves`);
      standing.set(witness, held);
    }
    throw new Error('moves faster than it can be asked');
  }

  /** Adds what a witness answered to the note. @throws Error when none of it holds */
  async function add(note: string, answer: string): Promise<string> {
    const { note: longer, added } = await withCosignatures(nodeSchemes, note, answer, keys);
    if (added.length === 0) throw new Error('its cosignature does not hold');
    return longer;
  }

  return {
    policy,
    async collect({ size, note }) {
      const troubles: string[] = [];
      let collected = note;
      const answers = asked.map((witness) => ({ witness, answer: ask(witness, size, note) }));
      await Promise.allSettled(answers.map(({ answer }) => answer));
      for (const { witness, answer } of answers) {
        try {
          collected = await add(collected, await answer);
        } catch (error) {
          troubles.push(`witness ${witness.name}: ${error instanceof Error ? error.message : 'silent'}`);
        }
      }
      const { verified } = await checkSignatures(nodeSchemes, parseNote(collected), keys);
      const met = quorumMet(policy.quorum, new Set(verified.map(({ key }) => key)));
      return { note: collected, met, troubles };
    },
  };
}
