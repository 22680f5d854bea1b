import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import type { Config } from '@/lib/config';
import type { Log } from '@/lib/log';
import { every } from '../jobs/every';

/** Certificate, key and authority of the TLS port. */
export interface TlsFiles {
  read(): Promise<SecureContextOptions>;
  /** Calls back whenever the files changed, e.g. after a renewal. */
  onChange(listener: (context: SecureContextOptions) => void): void;
  close(): Promise<void>;
}

const WATCH_MS = 5_000;

/** Where `smp certs` keeps what it makes. */
export function certsFolder(dataDir: string): string {
  return join(dataDir, 'certs');
}

/** The files that are configured, else those of the data folder; `null` without any. */
export function findTlsFiles(config: Config, log: Log): TlsFiles | null {
  const folder = certsFolder(config.dataDir);
  const cert = config.mqttTlsCert ?? join(folder, 'server.crt');
  const key = config.mqttTlsKey ?? join(folder, 'server.key');
  const ca = config.mqttTlsCa ?? (existsSync(join(folder, 'ca.crt')) ? join(folder, 'ca.crt') : null);
  if (config.mqttTlsCert === null && !existsSync(cert)) return null;
  const paths = [cert, key, ...(ca === null ? [] : [ca])];
  const listeners = new Set<(context: SecureContextOptions) => void>();
  const read = async () => ({
    cert: await readFile(cert),
    key: await readFile(key),
    ...(ca === null ? {} : { ca: await readFile(ca) }),
  });
  const age = async () => (await Promise.all(paths.map((path) => stat(path)))).map((s) => s.mtimeMs).join();
  let held: string | null = null;
  const stop = every(WATCH_MS, 'certificates', log, async () => {
    const now = await age();
    if (held !== null && held !== now) {
      const context = await read();
      for (const listener of listeners) listener(context);
    }
    held = now;
  });
  return {
    async read() {
      held = await age();
      return read();
    },
    onChange: (listener) => void listeners.add(listener),
    close: stop,
  };
}
