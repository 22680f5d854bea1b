import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of this file's tests; removed after them. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smp-device-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
