import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// Loaded before Next, so that asking for the time costs nothing but that.
import '@/lib/clock';
import { readConfig } from '@/lib/config';
import { createLog } from '@/lib/log';
import { stopSignals } from './stop-signals';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const development = process.argv.includes('--dev');
/** Aborted once somebody asks the server to stop, which may be while it still starts. */
const asked = new AbortController();

// A terminal that was closed, or a reader that left, is no reason to end without stopping what runs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function main(): Promise<void> {
  const config = readConfig({ ...process.env, ...(development ? { NODE_ENV: 'development' } : {}) });
  const log = createLog(config.logLevel, join(config.dataDir, 'logs'));
  const stop = stopSignals(
    () => performance.now(),
    (signal) => {
      log.info({ signal }, 'stopping');
      asked.abort();
    },
    () => process.exit(130),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  // React and Next decide on this variable while they are loaded.
  Object.assign(process.env, {
    NODE_ENV: process.env.NODE_ENV || (development ? 'development' : 'production'),
  });
  const { startServer } = await import('./start-server');
  const running = await startServer(config, log, root, asked.signal);
  console.log(`ready http://localhost:${running.port}`);
  if (running.firstAdmin !== null) {
    const { email, password } = running.firstAdmin;
    console.log(`first administrator: ${email} ${password ?? '(the password that SMP_ADMIN_PASSWORD gave)'}`);
  }
  if (!asked.signal.aborted) await once(asked.signal, 'abort');
  await running.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    // What was asked to stop while it started has stopped by now, and failed at nothing.
    if (asked.signal.aborted) process.exit(0);
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
