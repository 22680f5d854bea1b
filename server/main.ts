import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// Loaded before Next, so that asking for the time costs nothing but that.
import '@/lib/clock';
import { readConfig } from '@/lib/config';
import { createLog } from '@/lib/log';
import { stopSignals } from './stop-signals';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const development = process.argv.includes('--dev');

async function main(): Promise<void> {
  const config = readConfig({ ...process.env, ...(development ? { NODE_ENV: 'development' } : {}) });
  const log = createLog(config.logLevel, join(config.dataDir, 'logs'));
  // React and Next decide on this variable while they are loaded.
  Object.assign(process.env, {
    NODE_ENV: process.env.NODE_ENV ?? (development ? 'development' : 'production'),
  });
  const { startServer } = await import('./start-server');
  const running = await startServer(config, log, root);
  console.log(`ready http://localhost:${running.port}`);
  if (running.firstAdmin !== null) {
    const { email, password } = running.firstAdmin;
    console.log(`first administrator: ${email} ${password ?? '(the password that SMP_ADMIN_PASSWORD gave)'}`);
  }
  const stop = stopSignals(
    () => performance.now(),
    (signal) => {
      log.info({ signal }, 'stopping');
      void running.stop().then(() => process.exit(0));
    },
    () => process.exit(130),
  );
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
