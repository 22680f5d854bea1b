import { diskRoom } from '@/lib/services/disk-room';
import { door } from './door';
import { json } from './json';

/** `GET /api/health/live`: the process answers. */
export const healthLive = door('health', () => json({ status: 'live' }));

/** A database that is frozen, or beyond a network that drops everything, gives no answer at all. */
const LOOK_MS = 2_000;

/** The driver heeds its own option of a single query, which its types leave out. */
const LOOK = { text: 'SELECT 1', query_timeout: LOOK_MS };

/** `GET /api/health/ready`: it can take readings now; 503 while it starts, stops or has no database. */
export const healthReady = door('health', async (_request, runtime) => {
  const database = await runtime.pool.query(LOOK).then(
    () => true,
    () => false,
  );
  const ready = database && runtime.ready();
  const body = {
    status: ready ? 'ready' : 'not ready',
    database,
    disk: await diskRoom(runtime.config.dataDir),
    queued: runtime.writer.queued,
    seq: runtime.seq(),
  };
  return json(body, ready ? 200 : 503);
});

/** `GET /metrics`: Prometheus text. */
export const metrics = door('metrics', async (_request, runtime) => {
  const { registry } = runtime.metrics;
  return { status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() };
});
