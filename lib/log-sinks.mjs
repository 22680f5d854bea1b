/**
 * Where log lines go, in the logger's own thread: the terminal, and a file that is rotated. One that cannot take a line
 * (a terminal that was closed, a full disk) keeps what it was given for a while and tries again with the next, and
 * nobody fails by it.
 */
import { Writable } from 'node:stream';
import pino from 'pino';
import roll from 'pino-roll';

/** Characters that a sink keeps while it cannot write; what comes then is dropped. */
const MOST_KEPT = 1_000_000;

/** @param file options of pino-roll; `null` writes to the terminal only */
export default async function openSinks({ file }) {
  const sinks = [pino.destination({ dest: 1, sync: false, maxLength: MOST_KEPT })];
  if (file !== null) {
    const rolled = await roll({ ...file, maxLength: MOST_KEPT }).catch(() => null);
    if (rolled !== null) sinks.push(rolled);
  }
  const unable = new Set();
  for (const sink of sinks) {
    sink.on('error', () => unable.add(sink));
    sink.on('write', () => unable.delete(sink));
  }
  return new Writable({
    decodeStrings: false,
    write(lines, _encoding, done) {
      for (const sink of sinks) sink.write(String(lines));
      done();
    },
    final(done) {
      // It would try one that cannot write for ever.
      for (const sink of sinks) if (!unable.has(sink)) sink.flushSync();
      done();
    },
  });
}
