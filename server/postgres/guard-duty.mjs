/**
 * Who posted this guard holds the other end of its input: the end of that without a word is the end of the process. Plain
 * JavaScript, so that waiting costs next to nothing.
 */
import { text } from 'node:stream/consumers';

// A terminal that closes, or somebody who ends everything that he sees, ends those that are guarded against.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

const [, , dataDir] = process.argv;
if ((await text(process.stdin)) === '' && dataDir !== undefined) {
  const { register } = await import('tsx/esm/api');
  register();
  const { stopOnceUnused } = await import('./stop-unless-used.ts');
  await stopOnceUnused(dataDir);
}
process.exit(0);
