import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { parseNote } from '@/lib/ledger/note';
import { checkSignatures } from '@/lib/ledger/signatures';
import {
  type GrowthPoint,
  readFirstSigning,
  readGrowth,
  readNewestCheckpoints,
} from '@/lib/store/ledger/read-growth';
import type { Ledger } from './ledger';
import { ledgerRotations } from './ledger-identity';

/** The ledger as its page shows it. Plain values throughout. */
export interface LedgerBook {
  readonly origin: string;
  /** Leaves that are stored, and those a published checkpoint covers. */
  readonly stored: number;
  readonly published: number;
  /** Why nothing is signed at the moment; null when all is well. */
  readonly fault: string | null;
  readonly keys: readonly string[];
  /** Changes of keys that an old key vouched for. */
  readonly rotations: number;
  readonly witnesses: readonly BookWitness[];
  readonly growth: readonly GrowthPoint[];
  readonly checkpoints: readonly BookCheckpoint[];
}

export interface BookWitness {
  readonly name: string;
  /** When it cosigned what is published now, ms since 1970; null when it did not. */
  readonly cosignedAt: number | null;
}

export interface BookCheckpoint {
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** ms since 1970. */
  readonly signedAt: number;
  readonly signatures: number;
}

const CHECKPOINTS = 12;
/** Points of the line of growth. */
const POINTS = 96;
const SHORTEST_STEP_MS = 5_000;

export async function readLedgerBook(
  { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
  ledger: Ledger,
): Promise<LedgerBook> {
  const now = clock.now();
  const first = (await readFirstSigning(pool)) ?? now;
  const step = Math.max(SHORTEST_STEP_MS, (now - first) / POINTS);
  const [stored, growth, newest, rotations, witnesses] = await Promise.all([
    ledger.size(),
    readGrowth(pool, first, step),
    readNewestCheckpoints(pool, null, CHECKPOINTS),
    ledgerRotations(pool),
    witnessesOf(ledger),
  ]);
  return {
    origin: ledger.origin,
    stored,
    published: ledger.published()?.size ?? 0,
    fault: ledger.fault(),
    keys: ledger.vkeys,
    rotations: rotations.length,
    witnesses,
    growth,
    checkpoints: newest.map(({ size, root, note, createdAt }) => ({
      size,
      root: Buffer.from(root).toString('hex'),
      signedAt: createdAt,
      signatures: parseNote(note).signatures.length,
    })),
  };
}

async function witnessesOf(ledger: Ledger): Promise<readonly BookWitness[]> {
  const asked = ledger.policy?.witnesses ?? [];
  const published = ledger.published();
  if (asked.length === 0 || published === null) return asked.map(({ name }) => ({ name, cosignedAt: null }));
  const keys = asked.map(({ key }) => key);
  const { verified } = await checkSignatures(nodeSchemes, parseNote(published.note), keys);
  return asked.map(({ name, key }) => {
    const seconds = verified.find((signature) => signature.key === key)?.seconds;
    return { name, cosignedAt: seconds == null ? null : seconds * 1000 };
  });
}
