import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '@/tests/support/server';
import { drainBacklog } from './support/drain-backlog';
import { report } from './support/report';
import { spread, written } from './support/stats';

const READINGS = Number(process.env.BENCH_READINGS ?? 50_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

/** A device comes back after a day with a full queue, at the default limits, while another one goes on reporting. */
export async function run(): Promise<void> {
  const rates: number[] = [];
  const calm: number[] = [];
  const busy: number[] = [];
  const busyP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'smp-drain-'));
    const server = await startTestServer({ env: { SMP_DEVICE_RATE: '20' } });
    try {
      const figures = await drainBacklog(server, folder, READINGS);
      if (figures.stored !== READINGS) throw new Error(`${figures.stored} of ${READINGS} were stored`);
      rates.push(READINGS / figures.seconds);
      calm.push(figures.neighbourBefore.p50);
      busy.push(figures.neighbourDuring.p50);
      busyP99.push(figures.neighbourDuring.p99);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  await report('device-drain', [
    { what: 'queued readings sent and settled, a second', figure: written(spread(rates)), target: '≥ 500' },
    { what: "another device's p50 before, ms", figure: written(spread(calm), 1), target: '' },
    { what: "another device's p50 meanwhile, ms", figure: written(spread(busy), 1), target: '' },
    { what: "another device's p99 meanwhile, ms", figure: written(spread(busyP99), 1), target: '' },
  ]);
}
