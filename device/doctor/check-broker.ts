import { connect } from 'mqtt';
import { optionsFor } from '../send/mqtt-words';
import { brokerOf, type Settings } from '../settings';
import type { Credentials } from '../token-file';
import { type Finding, fine, said, wrong } from './check';

/** Comes in at the broker as the device would, and leaves again. */
export async function checkBroker(settings: Settings, held: Credentials, server: string): Promise<Finding> {
  const what = said('Broker MQTT', 'MQTT broker');
  const broker = brokerOf(settings, server);
  try {
    const { will: _none, ...options } = optionsFor(held, settings);
    const client = connect(broker, {
      ...options,
      clientId: `${held.device_id}-doctor`,
      connectTimeout: 10_000,
    });
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.on('error', reject);
      client.once('close', () => reject(new Error('the broker closed the connection')));
    }).finally(() => client.endAsync(true).catch(() => undefined));
    return fine(what, said(`${broker} menerima perangkat ini.`, `${broker} lets this device in.`));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return wrong(
      what,
      said(`${broker}: ${why}`, `${broker}: ${why}`),
      said(
        'Periksa alamat dan porta (1883, TLS 8883), berkas CA (--ca), atau pakai --mode http.',
        'Check address and port (1883, TLS 8883) and the CA file (--ca), or use --mode http.',
      ),
    );
  }
}
