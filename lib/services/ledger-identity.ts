import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import { endorse } from '@/lib/ledger/key-succession';
import { leafText } from '@/lib/ledger/leaf';
import type { Leaf } from '@/lib/ledger/leaf-kinds';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { readIdentity, writeIdentity } from '@/lib/store/ledger/identity';
import { sealLeaves, type Unplaced } from './ledger-seal';

/** Seeds of 32 bytes, one a scheme. */
export interface LedgerSeeds {
  readonly ed25519: Uint8Array;
  readonly mlDsa44: Uint8Array;
}

/** Under which name and with which keys this log signs. */
export interface LedgerSigner {
  readonly origin: string;
  readonly signers: readonly NoteSigner[];
  /** The same as verifier keys, for those who check. */
  readonly vkeys: readonly string[];
}

/** The origin that was used before stays, unless another one is asked for: it is the log's identity. */
export async function chooseOrigin(pool: Pool, asked: string | null, fallback: string): Promise<string> {
  return asked ?? (await readIdentity(pool))?.origin ?? fallback;
}

export function ledgerSigner(origin: string, seeds: LedgerSeeds): LedgerSigner {
  const signers = [
    ed25519Signer(nodeSha256, origin, seeds.ed25519),
    mlDsa44Signer(nodeSha256, origin, seeds.mlDsa44),
  ];
  return { origin, signers, vkeys: signers.map(({ key }) => formatVerifierKey(key)) };
}

/** The old key that may vouch: one that the log still names. */
function voucher(old: LedgerSigner | null, known: readonly string[]): NoteSigner | null {
  const named = old?.signers.filter(({ key }) => known.includes(formatVerifierKey(key))) ?? [];
  return named.find(({ key }) => key.kind === 'ed25519') ?? null;
}

function activation(vkey: string, at: number, by: NoteSigner | null): Unplaced {
  const leaf = { kind: 'key', event: 'activate', vkey, at, actor: 'system' } as const;
  return by === null ? leaf : { ...leaf, ...endorse(by, vkey, at) };
}

/** Leaves by which old keys vouched for new ones, oldest first. */
export async function ledgerRotations(pool: Pool): Promise<readonly string[]> {
  return (await readIdentity(pool))?.rotations ?? [];
}

/**
 * Writes into the log which keys sign from now on, and which no longer do. Does nothing when that is what the
 * log says already. Safe to call at once from several instances that have the same keys.
 *
 * @param old the keys before, when they are at hand: the old Ed25519 key then vouches for each new one
 * @returns `unvouched` when other keys signed this log before and none of them vouches for these
 */
export async function recordKeys(
  pool: Pool,
  clock: Clock,
  { origin, vkeys }: LedgerSigner,
  old: LedgerSigner | null = null,
): Promise<'known' | 'vouched' | 'unvouched'> {
  return withLedger(pool, async ({ client, append }) => {
    await client.query('SELECT 1 FROM ledger_head WHERE id = 1 FOR UPDATE');
    const identity = await readIdentity(client);
    const known = identity?.keys ?? [];
    const retired = known.filter((key) => !vkeys.includes(key));
    const fresh = vkeys.filter((key) => !known.includes(key));
    if (retired.length + fresh.length === 0) return 'known';
    const by = voucher(old, known);
    const at = clock.now();
    const leaves: Unplaced[] = [
      ...retired.map((vkey) => ({ kind: 'key', event: 'retire', vkey, at, actor: 'system' }) as const),
      ...fresh.map((vkey) => activation(vkey, at, by)),
    ];
    const first = await append(sealLeaves(leaves));
    const placed = leaves.map((leaf, i) => ({ ...leaf, index: first + i }) as Leaf);
    const rotations = placed.filter((leaf) => leaf.kind === 'key' && leaf.endorsement !== undefined);
    await writeIdentity(client, {
      origin,
      keys: vkeys,
      rotations: [...(identity?.rotations ?? []), ...rotations.map(leafText)],
    });
    // A log under another name is another log, whose keys nobody knew.
    return known.length === 0 || by !== null || identity?.origin !== origin ? 'vouched' : 'unvouched';
  });
}
