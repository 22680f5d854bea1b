import { parseDecimal } from '@/lib/ledger/bytes';
import { formatRotations } from '@/lib/ledger/key-succession';
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

/**
 * @param policy witnesses without an address are left out, as somebody else must ask them
 * @param rotations leaves by which keys of this log vouched for the next, told to witnesses that do not know who signs
 */
export function createCosigner(
  policy: Policy,
  tree: TreeReader,
  rotations: () => Promise<readonly string[]>,
): Cosigner {
  const standing = new Map<PolicyWitness, number>();
  const asked = policy.witnesses.filter((witness) => witness.url !== null);
  const keys = policy.witnesses.map(({ key }) => key);

  /** @returns the lines that the witness answered with. @throws Error saying why there are none */
  async function ask(witness: PolicyWitness, size: number, note: string): Promise<string> {
    for (let again = 0; again < 3; again++) {
      const { oldSize, status, body } = await offer(witness, size, note);
      if (status === 200) {
        standing.set(witness, size);
        return body;
      }
      if (status === 403 && again === 0 && (await tellRotations(witness))) continue;
      standing.set(witness, heldSize(status, body, oldSize));
    }
    throw new Error('moves faster than it can be asked');
  }

  async function offer(witness: PolicyWitness, size: number, checkpoint: string) {
    const oldSize = standing.get(witness) ?? 0;
    if (oldSize > size) throw new Error(`has seen ${oldSize} leaves, and the log has ${size}`);
    const proof = await proveConsistency(tree, oldSize, size);
    const response = await post(
      witness,
      'add-checkpoint',
      formatAddCheckpoint({ oldSize, proof, checkpoint }),
    );
    return { oldSize, status: response.status, body: await response.text() };
  }

  function post(witness: PolicyWitness, door: string, body: string): Promise<Response> {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const address = `${witness.url?.replace(/\/+$/, '')}/${door}`;
    return fetch(address, { method: 'POST', body, signal }).catch((error: unknown) => {
      const { cause, name } = error as Error;
      const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
      throw new Error(`${address} does not answer (${why})`, { cause: error });
    });
  }

  /** Witnesses of ours follow a change of keys that the old key vouched for. @returns whether this one did */
  async function tellRotations(witness: PolicyWitness): Promise<boolean> {
    const told = await rotations();
    if (told.length === 0) return false;
    const response = await post(witness, 'add-rotations', formatRotations(told));
    await response.body?.cancel();
    return response.status === 200;
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

/** Where a witness stands that did not cosign from `oldSize` on. @throws Error when it refused for another reason */
function heldSize(status: number, body: string, oldSize: number): number {
  const held = status === 409 ? parseDecimal(body.trim()) : null;
  if (held === null) throw new Error(`answered ${status}: ${body.trim().slice(0, 200)}`);
  if (held === oldSize) throw new Error(`has seen another tree of ${held} leaves`);
  return held;
}
