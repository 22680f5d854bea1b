import { formatCheckpoint } from '@/lib/ledger/checkpoint';
import { encodeLeaf } from '@/lib/ledger/leaf';
import type { PriceLeaf } from '@/lib/ledger/leaf-kinds';
import type { LogSource } from '@/lib/ledger/log-source';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer, nodeSchemes } from '@/lib/ledger/node-signatures';
import type { Policy } from '@/lib/ledger/policy';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import { type NoteSigner, signNote } from '@/lib/ledger/signatures';
import { tilePath, tilesAdded } from '@/lib/ledger/tiles';
import type { LogModel } from './log-model';

export const ORIGIN = 'ledger.example/prices';
export const NOW = 1_765_542_896;

const seed = (byte: number) => new Uint8Array(32).fill(byte);
export const logSigner = ed25519Signer(nodeSha256, ORIGIN, seed(1));
export const logSecondSigner = mlDsa44Signer(nodeSha256, ORIGIN, seed(2));
export const witnessSigners = [3, 4, 5].map((byte) =>
  ed25519Signer(nodeSha256, `witness.example/w${byte - 2}`, seed(byte), 'ed25519-cosignature'),
);
const everyone: readonly NoteSigner[] = [logSigner, logSecondSigner, ...witnessSigners];

const witnesses = witnessSigners.map(({ key }) => ({ name: key.name, key, url: null }));

/** Both keys of the log, and two of three witnesses. */
export const policy: Policy = {
  logs: [logSigner.key, logSecondSigner.key],
  witnesses,
  quorum: { threshold: 2, members: witnesses },
};

/** Our log's own policy before it has witnesses. */
export const logOnly: Policy = { ...policy, witnesses: [], quorum: { threshold: 0, members: [] } };

export const tools = { sha256: nodeSha256, schemes: nodeSchemes };

/** A price leaf that differs from its neighbours in every field that could be mixed up. */
export function priceLeaf(index: number): PriceLeaf {
  return {
    kind: 'price',
    index,
    readingId: `3f0c6e2a-98f1-4c7e-9d6f-${String(index).padStart(12, '0')}`,
    deviceId: `DEV-${index % 50}`,
    market: `PASAR-${String(index % 7).padStart(3, '0')}`,
    commodity: index % 2 === 0 ? 'cabai-merah-keriting' : 'beras-medium',
    price: 12_000 + (index % 977) * 10,
    unit: 'kg',
    observedAt: NOW * 1000 + index * 131,
    receivedAt: NOW * 1000 + index * 131 + 40,
    provenance: 'observed',
    lane: index % 11 === 0 ? 'quarantined' : 'accepted',
    ruleVersion: 'v1',
    score: (index % 100) / 100,
    flags: index % 11 === 0 ? ['z_score', 'iqr'] : [],
  };
}

export function priceEntries(count: number, from = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => encodeLeaf(priceLeaf(from + i)));
}

/** The checkpoint of the first `size` leaves. */
export function signCheckpoint(log: LogModel, size = log.size, signers = everyone, seconds = NOW): string {
  return signNote(
    formatCheckpoint({ origin: ORIGIN, size, root: log.root(size), extensions: [] }),
    signers,
    seconds,
  );
}

/** Everything that a log of this size publishes, by path; `checkpoint` holds the signed checkpoint. */
export function publish(log: LogModel, signers = everyone): Map<string, Uint8Array> {
  const files = new Map(tilesAdded(0, log.size).map((tile) => [tilePath(tile), log.tile(tile)]));
  return files.set('checkpoint', new TextEncoder().encode(signCheckpoint(log, log.size, signers)));
}

export function sourceOf(files: ReadonlyMap<string, Uint8Array>): LogSource {
  return {
    checkpoint: async () => new TextDecoder().decode(files.get('checkpoint')),
    read: async (path) => files.get(path) ?? null,
  };
}
