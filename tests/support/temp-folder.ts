import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of this file's tests, with a space in its name as people's folders have; removed after them. */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `smp ${name} `));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
