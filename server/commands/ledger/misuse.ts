import { stat } from 'node:fs/promises';

interface Places {
  readonly url?: string;
  readonly dir?: string;
  readonly database?: true;
  readonly export?: string;
  readonly policy?: string;
  readonly key: readonly string[];
}

/** What is wrong with where a ledger shall be checked; `null` when nothing is. */
export async function placeMisuse(asked: Places): Promise<string | null> {
  const places = [asked.url, asked.dir, asked.database, asked.export].filter((place) => place !== undefined);
  if (places.length > 1) return 'give one of --url, --dir, --export and --database';
  if (asked.dir !== undefined && !(await isFolder(asked.dir)))
    return `--dir is no folder that can be read: ${asked.dir}`;
  if (asked.export !== undefined && asked.policy === undefined && asked.key.length === 0)
    return '--export needs --policy or --key: a file cannot vouch for itself';
  return asked.url === undefined ? null : addressMisuse(asked.url);
}

/** What is wrong with the address of a log; `null` when nothing is. */
export function addressMisuse(url: string): string | null {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return null;
  return `--url takes an address such as https://smp.example/ledger: ${url}`;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
