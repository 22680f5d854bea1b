import { startTestServer } from '@/tests/support/server';
import { startChild } from './support/child';
import { getBytes, type LoadResult, load } from './support/load';
import { report } from './support/report';
import { spread, written } from './support/stats';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = 3;
const CONNECTIONS = 32;
/** As many as browsers that open a page at the same moment. */
const PAGE_CONNECTIONS = 4;

interface Asked {
  readonly what: string;
  readonly path: string;
  readonly connections: number;
  readonly target: string;
}

const LIVE = '/api/public/commodity/price/live';
const DOORS: readonly Asked[] = [
  {
    what: 'live prices of one commodity',
    path: `${LIVE}?commodity=beras-medium`,
    connections: CONNECTIONS,
    target: '≥ 2,000 a second',
  },
  { what: 'live prices of all', path: LIVE, connections: CONNECTIONS, target: '≥ 2,000 a second' },
  { what: 'the map', path: '/api/public/map?commodity=beras-medium', connections: CONNECTIONS, target: '' },
  {
    what: 'two years by day',
    path: '/api/public/commodity/price/history?commodity=beras-medium&from=2024-01-01',
    connections: CONNECTIONS,
    target: '',
  },
  { what: 'the board’s page', path: '/', connections: PAGE_CONNECTIONS, target: 'p99 < 200 ms' },
];

type Served = Asked & { readonly port: number };

/** What the open doors take while the simulated country, two years of it, goes on reporting. */
export async function run(): Promise<void> {
  const bare = await startChild('bench/support/bare-http.ts');
  const server = await startTestServer({ env: { SMP_DEMO: '1' } });
  const port = Number(new URL(server.url).port);
  const floor = { what: 'bare node:http, 5 kB', path: '/', connections: CONNECTIONS, target: '' };
  const asked = [{ ...floor, port: bare.port }, ...DOORS.map((door) => ({ ...door, port }))];
  const results = asked.map((): LoadResult[] => []);
  // The first round warms up.
  await inTurn(asked, () => undefined);
  for (let round = 0; round < ROUNDS; round++)
    await inTurn(turned(asked, round), (door, result) => results[asked.indexOf(door)]?.push(result));
  await server.stop();
  await bare.stop();
  await report(
    'public',
    asked.map(({ what, target }, i) => {
      const of = (which: 'rate' | 'p50' | 'p99', digits: number) =>
        written(spread((results[i] ?? []).map((result) => result[which])), digits);
      return {
        what,
        'answers a second': of('rate', 0),
        'p50, ms': of('p50', 1),
        'p99, ms': of('p99', 1),
        target,
      };
    }),
  );
}

/** @throws Error when anything is answered otherwise than with 200 */
async function inTurn(asked: readonly Served[], take: (door: Served, result: LoadResult) => void) {
  for (const door of asked) {
    const request = getBytes(door.path);
    const result = await load({ ...door, seconds: SECONDS, request: () => request });
    const others = [...result.statuses.keys()].filter((status) => status !== 200);
    if (others.length > 0) throw new Error(`${door.path} answered ${others.join(', ')}`);
    take(door, result);
  }
}

const turned = (asked: readonly Served[], by: number) => [
  ...asked.slice(by % asked.length),
  ...asked.slice(0, by % asked.length),
];
