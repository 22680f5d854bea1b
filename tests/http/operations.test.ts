import { beforeAll, describe, expect, inject, it } from 'vitest';
import { registerTestDevice } from '../support/device';

const url = inject('serverUrl');

async function metrics(): Promise<Map<string, number>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

describe('operators see', () => {
  let before: Map<string, number>;
  let after: Map<string, number>;
  beforeAll(async () => {
    const device = await registerTestDevice(url, inject('adminToken'));
    before = await metrics();
    const reading = device.reading();
    for (let i = 0; i < 3; i++) await (await device.post(reading)).arrayBuffer();
    await (await device.post('{')).arrayBuffer();
    after = await metrics();
  });
  // Other suites use the same server meanwhile, so a count may grow by more.
  const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);

  it('how many readings were made durable, and how many were repeats', () => {
    expect(grew('smp_readings_total')).toBeGreaterThanOrEqual(1);
    expect(grew('smp_repeats_total')).toBeGreaterThanOrEqual(2);
  });

  it('verdicts by lane', () => {
    const lanes = [...after.keys()].filter((name) => name.startsWith('smp_verdicts_total'));
    expect(lanes.length).toBeGreaterThan(0);
    expect(lanes.reduce((sum, name) => sum + grew(name), 0)).toBeGreaterThanOrEqual(3);
  });

  it('latencies by door and status, and of commits', () => {
    expect(grew('smp_http_seconds_count{door="ingest",status="202"}')).toBeGreaterThanOrEqual(3);
    expect(grew('smp_http_seconds_count{door="ingest",status="400"}')).toBeGreaterThanOrEqual(1);
    expect(grew('smp_commit_seconds_count')).toBeGreaterThanOrEqual(1);
    expect(grew('smp_commit_readings_sum')).toBeGreaterThanOrEqual(3);
  });

  it('queue, sockets, ledger and the process itself', () => {
    for (const name of ['smp_queue_depth', 'smp_socket_clients', 'process_resident_memory_bytes'])
      expect(after.has(name), name).toBe(true);
    expect(grew('smp_ledger_size')).toBeGreaterThanOrEqual(3);
  });

  it('no name or secret of a device among the labels', () => {
    for (const name of after.keys()) expect(name).not.toMatch(/DEV-|eyJ/);
  });

  it('that it lives and is ready', async () => {
    expect(await (await fetch(`${url}/api/health/live`)).json()).toEqual({ status: 'live' });
    const ready = (await (await fetch(`${url}/api/health/ready`)).json()) as { seq: number };
    expect(ready).toMatchObject({ status: 'ready', database: true });
    expect(ready.seq).toBeGreaterThanOrEqual(after.get('smp_ledger_size') ?? Number.POSITIVE_INFINITY);
  });
});
