import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Runtime } from '@/lib/runtime';
import { createEmbeddedBroker, type EmbeddedBroker } from '@/server/mqtt/embedded-broker';

/** A CONNECT of that protocol level: no properties, clean session, a client called `d`. */
function connectOf(level: number): Buffer {
  const rest = [0, 4, ...Buffer.from('MQTT'), level, 2, 0, 60, ...(level === 5 ? [0] : []), 0, 1, 0x64];
  return Buffer.from([0x10, rest.length, ...rest]);
}

describe('a device that speaks MQTT 5', () => {
  let broker: EmbeddedBroker | null = null;
  afterEach(() => broker?.close());

  it('gets the refusal that MQTT 3.1.1 has for it, and the log says why once a minute', async () => {
    const said: string[] = [];
    let now = 0;
    const log = { warn: (_about: object, text: string) => said.push(text), debug: () => undefined };
    const clock = { now: () => now };
    broker = await createEmbeddedBroker({
      config: { mqttTopic: 'pasar/data' },
      log,
      clock,
    } as unknown as Runtime);
    const port = await broker.listen(0, '127.0.0.1', null);
    const attempt = async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write(connectOf(5));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      await once(socket, 'close');
      return answer.toString('hex');
    };
    expect([await attempt(), await attempt()]).toEqual(['20020001', '20020001']);
    expect(said).toEqual([expect.stringMatching(/speaks MQTT 3\.1\.1 .*not 5; set the version/)]);
    now = 60_000;
    await attempt();
    expect(said).toHaveLength(2);
  });
});
