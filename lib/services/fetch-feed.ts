import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@/lib/config';
import { readFeedAddress } from '@/lib/feeds/address';
import { fetchGuarded } from './fetch-guarded';
import { refusal } from './refusals';

const MAX_BYTES = 4 * 1_048_576;
const TIME_MS = 20_000;
const TYPES = new Set([
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'application/json',
  'text/json',
  'application/vnd.api+json',
  'text/plain',
]);

/** The document of a source, from the web or from the folder `feeds` of this installation. @throws SmpError INVALID */
export async function fetchFeed(
  config: Pick<Config, 'dataDir' | 'feedHosts'>,
  address: string,
): Promise<Buffer> {
  const read = readFeedAddress(address);
  if ('fault' in read)
    throw refusal('address', read.fault, 'The address cannot be used; correct the source.');
  if (read.kind === 'file') return readOwnFile(join(config.dataDir, 'feeds', read.name), read.name);
  const guard = { innerHosts: new Set(config.feedHosts), maxBytes: MAX_BYTES, timeMs: TIME_MS, types: TYPES };
  return fetchGuarded(read.url, guard);
}

/** A plain file: a link could lead out of the folder, and a pipe would never end. */
async function readOwnFile(path: string, name: string): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch(() => {
    throw refusal('address', 'no_file', `There is no file ${name} in the folder feeds of the data folder.`);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw refusal('address', 'no_file', `${name} is no plain file.`);
    if (found.size > MAX_BYTES)
      throw refusal('address', 'too_large', `${name} is larger than 4 MiB; part it.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
