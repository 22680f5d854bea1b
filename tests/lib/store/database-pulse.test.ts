import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabasePulse } from '@/lib/store/database-pulse';

const SHORT_MS = 100;

describe('the pulse of a database', () => {
  const taken: Socket[] = [];
  const mute = createServer((socket) => taken.push(socket.on('error', () => undefined)));
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    port = (mute.address() as AddressInfo).port;
  });
  afterAll(() => {
    for (const socket of taken) socket.destroy();
    mute.close();
  });

  it('is silent where a connection is taken and not a word is said, and is felt anew the next time', async () => {
    const pulse = createDatabasePulse(`postgresql://smp:x@127.0.0.1:${port}/smp`, SHORT_MS);
    expect(await pulse.feel()).toBe('silent');
    expect(await pulse.feel()).toBe('silent');
    expect(taken).toHaveLength(2);
    await pulse.end();
  });

  it('tells a database that is away from a silent one', async () => {
    const pulse = createDatabasePulse('postgresql://smp:x@127.0.0.1:9/smp');
    expect(await pulse.feel()).toBe('away');
    await pulse.end();
  });
});
