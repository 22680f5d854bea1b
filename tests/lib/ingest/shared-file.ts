import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Path of a third-party file that lies beside the repository and is never committed; `null`, with a line
 * that says so, where it is not there.
 */
export function sharedFile(name: string): string | null {
  const path = fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
  if (existsSync(path)) return path;
  console.log(`not run: ../shared/data/${name} is not here`);
  return null;
}
