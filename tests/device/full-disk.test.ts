import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { followRemoteConfig } from '@/device/remote-config';

it('follows an administrator’s wishes though they cannot be kept, and says that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smp full '));
  // Nothing can be written over a folder: it stands for a disk that takes no more.
  const path = join(folder, 'config.json');
  mkdirSync(`${path}.new`);
  const said: string[] = [];
  const say = (event: string) => void said.push(event);
  const log = { info: say, warn: say, error: say };
  let changed = 0;
  const remote = followRemoteConfig(path, log, () => {
    changed += 1;
  });
  remote.heard({ interval_seconds: 30 });
  expect(remote.current().interval).toBe(30);
  expect(changed).toBe(1);
  expect(said).toEqual(['config-not-kept', 'configured']);
  rmSync(folder, { recursive: true });
});
