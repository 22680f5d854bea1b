import { fromBase64, parseDecimal, toBase64 } from './bytes';
import { NoteError } from './note';
import { HASH_BYTES } from './sha256';

/** What a log commits to: how many leaves, and the hash over all of them (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Identity of the log, a URL without its scheme. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines; none in logs of ours, kept for those of others. */
  readonly extensions: readonly string[];
}

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/** @throws NoteError unless `text` is exactly what {@link formatCheckpoint} writes for some checkpoint */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin = '', decimal = '', encoded = '', ...rest] = lines;
  const size = parseDecimal(decimal);
  const root = fromBase64(encoded);
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== '' || origin === '' || extensions.includes('')) {
    throw new NoteError('a checkpoint has three lines and no empty one');
  }
  if (size === null) throw new NoteError('the tree size is not a number');
  if (root?.length !== HASH_BYTES) throw new NoteError('the root hash is not a hash');
  return { origin, size, root, extensions };
}
