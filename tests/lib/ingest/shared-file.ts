import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Path of a third-party file that lies beside the repository and is never committed; `null`, with a line
 * that says so, where there is no such folder.
 */
export function sharedFile(name: string): string | null {
  const path = fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
  if (existsSync(path)) return path;
  const folder = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  if (process.env.CI === 'true' && existsSync(folder)) throw new Error(`${path} is missing`);
  console.log(`not run: ../shared/data/${name} is not here`);
  return null;
}
