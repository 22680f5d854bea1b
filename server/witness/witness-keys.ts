import { join } from 'node:path';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { mlDsa44Signer } from '@/lib/ledger/portable-signatures';
import type { NoteSigner } from '@/lib/ledger/signatures';
import { keptSecret } from '../kept-secret';

/** The keys of a witness, made on its first start and kept in its folder, readable by its owner alone. */
export async function witnessSigners(folder: string, name: string): Promise<readonly NoteSigner[]> {
  return [
    ed25519Signer(nodeSha256, name, await seed(join(folder, 'ed25519-seed')), 'ed25519-cosignature'),
    mlDsa44Signer(nodeSha256, name, await seed(join(folder, 'ml-dsa-44-seed'))),
  ];
}

async function seed(path: string): Promise<Uint8Array> {
  const bytes = Buffer.from(await keptSecret(path), 'hex');
  if (bytes.length !== 32) throw new Error(`${path} is not a seed of 64 hex digits`);
  return bytes;
}
