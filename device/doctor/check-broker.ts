import { connect } from 'mqtt';
import { isRefusal, optionsFor } from '../send/mqtt-words';
import { brokerOf, type Settings } from '../settings';
import type { Credentials } from '../token-file';
import { type Finding, fine, type Said, said, wrong } from './check';

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
    if (isRefusal(why)) return refused(what, broker, settings.cert !== null);
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

/** @param shows whether the device shows a certificate, which then counts and not its token */
function refused(what: Said, broker: string, shows: boolean): Finding {
  const found = said(`${broker} menolak perangkat ini.`, `${broker} does not let this device in.`);
  if (shows) {
    const remedy = said(
      'Tanyakan kepada administrator apakah sertifikatnya dicabut atau dari otoritas lama (smp certs list), dan apakah perangkatnya aktif.',
      'Ask your administrator whether the certificate was revoked or is of a former authority (smp certs list), and whether the device is active.',
    );
    return wrong(what, found, remedy);
  }
  const remedy = said(
    'Minta kode baru kepada administrator, lalu: smp device --register --server URL --code KODE',
    'Ask your administrator for a new code, then: smp device --register --server URL --code CODE',
  );
  return wrong(what, found, remedy);
}
