import { parseDecimal } from '@/lib/ledger/bytes';
import { formatRotations } from '@/lib/ledger/key-succession';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { parseNote } from '@/lib/ledger/note';
import { type Policy, type PolicyWitness, quorumMet } from '@/lib/ledger/policy';
import { proveConsistency, type TreeReader } from '@/lib/ledger/prove';
import { checkSignatures } from '@/lib/ledger/signatures';
import { formatAddCheckpoint, withCosignatures } from '@/lib/ledger/witness-request';

/** A checkpoint that the log signed, to be cosigned. */
interface Offered {
  readonly size: number;
  readonly note: string;
}

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
  collect(checkpoint: Offered): Promise<Cosigned>;
}

const LIMIT_MS = 3_000;
/** Once enough have cosigned, the others get so much longer: news is to be published every second. */
const LATE_MS = 400;
/** Two signature lines take 4 kB; whoever answers with more than this is not read to the end. */
const LONGEST_ANSWER = 64 * 1024;

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
  async function ask(
    witness: PolicyWitness,
    size: number,
    note: string,
    ended: AbortSignal,
  ): Promise<string> {
    for (let again = 0; again < 3; again++) {
      const { oldSize, status, body } = await offer(witness, size, note, ended);
      if (status === 200) {
        standing.set(witness, size);
        return body;
      }
      if (status === 403 && again === 0 && (await tellRotations(witness, ended))) continue;
      standing.set(witness, heldSize(status, body, oldSize));
    }
    throw new Error('moves faster than it can be asked');
  }

  async function offer(witness: PolicyWitness, size: number, checkpoint: string, ended: AbortSignal) {
    const oldSize = standing.get(witness) ?? 0;
    if (oldSize > size) {
      // That is its word alone: the next time it is asked anew, and may say otherwise.
      standing.delete(witness);
      throw new Error(`has seen ${oldSize} leaves, and the log has ${size}`);
    }
    const proof = await proveConsistency(tree, oldSize, size);
    const request = formatAddCheckpoint({ oldSize, proof, checkpoint });
    return { oldSize, ...(await post(witness, 'add-checkpoint', request, ended)) };
  }

  async function post(witness: PolicyWitness, door: string, request: string, ended: AbortSignal) {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(LIMIT_MS)]);
    const address = `${witness.url?.replace(/\/+$/, '')}/${door}`;
    try {
      const response = await fetch(address, { method: 'POST', body: request, signal });
      return { status: response.status, body: await shortText(response) };
    } catch (error) {
      const { cause, name } = error as Error;
      const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
      throw new Error(`${address} does not answer (${why})`, { cause: error });
    }
  }

  /** Witnesses of ours follow a change of keys that the old key vouched for. @returns whether this one did */
  async function tellRotations(witness: PolicyWitness, ended: AbortSignal): Promise<boolean> {
    const told = await rotations();
    if (told.length === 0) return false;
    return (await post(witness, 'add-rotations', formatRotations(told), ended)).status === 200;
  }

  /** Adds what a witness answered to the note. @throws Error when none of it holds */
  async function add(note: string, answer: string): Promise<string> {
    const { note: longer, added } = await withCosignatures(nodeSchemes, note, answer, keys);
    if (added.length === 0) throw new Error('its cosignature does not hold');
    return longer;
  }

  async function isMet(note: string): Promise<boolean> {
    const { verified } = await checkSignatures(nodeSchemes, parseNote(note), keys);
    return quorumMet(policy.quorum, new Set(verified.map(({ key }) => key)));
  }

  async function collect({ size, note }: Offered): Promise<Cosigned> {
    const ended = new AbortController();
    const waiting = new Set(asked);
    const troubles: string[] = [];
    let collected = note;
    let met = await isMet(note);
    let turn = Promise.resolve();
    /** Answers are taken one after the other: each adds to the note that those before it made. */
    async function take(witness: PolicyWitness, answer: Promise<string>): Promise<void> {
      try {
        collected = await add(collected, await answer);
        met ||= await isMet(collected);
      } catch (error) {
        troubles.push(`witness ${witness.name}: ${error instanceof Error ? error.message : 'silent'}`);
      }
      waiting.delete(witness);
    }
    await new Promise<void>((done) => {
      const look = () => {
        if (waiting.size === 0) done();
        else if (met) setTimeout(done, LATE_MS);
      };
      if (waiting.size === 0) done();
      for (const witness of asked) {
        const answer = ask(witness, size, note, ended.signal);
        const next = () => {
          turn = turn.then(() => take(witness, answer)).then(look);
        };
        answer.then(next, next);
      }
    });
    const late = [...waiting].map(({ name }) => `witness ${name}: is slow, and enough others cosigned`);
    const result = { note: collected, met, troubles: [...troubles, ...late].sort() };
    ended.abort();
    return result;
  }

  return { policy, collect };
}

/** The body of a witness's answer. @throws Error when it is longer than any that cosigns */
async function shortText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > LONGEST_ANSWER) throw new Error('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Where a witness stands that did not cosign from `oldSize` on. @throws Error when it refused for another reason */
function heldSize(status: number, body: string, oldSize: number): number {
  const held = status === 409 ? parseDecimal(body.trim()) : null;
  if (held === null) throw new Error(`answered ${status}: ${body.trim().slice(0, 200)}`);
  if (held === oldSize) throw new Error(`has seen another tree of ${held} leaves`);
  return held;
}
