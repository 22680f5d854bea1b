import type { Runtime } from '@/lib/runtime';
import { createEmbeddedBroker } from './embedded-broker';
import { startConfigMail } from './mail';
import { joinOutsideBroker } from './outside-broker';
import { findTlsFiles } from './tls-files';

export interface Mqtt {
  /** Devices that are connected to the broker inside. */
  clients(): number;
  stop(): Promise<void>;
}

/** Lets devices report by MQTT: through a broker of its own, else through the one inside. */
export async function startMqtt(runtime: Runtime): Promise<Mqtt> {
  const { config } = runtime;
  if (config.mqttUrl !== null) {
    const outside = await joinOutsideBroker(runtime, config.mqttUrl);
    const stopMail = startConfigMail(runtime, outside);
    return {
      clients: () => 0,
      async stop() {
        stopMail();
        await outside.close();
      },
    };
  }
  if (config.mqttPort === 0 && config.mqttTlsPort === 0)
    return { clients: () => 0, stop: async () => undefined };
  return startEmbedded(runtime);
}

async function startEmbedded(runtime: Runtime): Promise<Mqtt> {
  const { config, log } = runtime;
  const broker = await createEmbeddedBroker(runtime);
  const tls = config.mqttTlsPort === 0 ? null : findTlsFiles(config, log);
  const open = async (name: string, port: number, files: typeof tls) => {
    try {
      log.info({ port: await broker.listen(port, config.host, files) }, `${name} listens`);
    } catch (error) {
      log.warn(
        `${whyNot(error, port)} Devices cannot use it; choose another one: ${name}=${port + 1}, or ${name}=0 for none.`,
      );
    }
  };
  if (config.mqttPort !== 0) await open('MQTT_PORT', config.mqttPort, null);
  if (tls !== null) await open('MQTT_TLS_PORT', config.mqttTlsPort, tls);
  else if (config.mqttTlsPort !== 0)
    log.info('MQTT over TLS is off: there is no certificate yet (npm run smp -- certs --help)');
  const stopMail = startConfigMail(runtime, broker);
  return {
    clients: broker.clients,
    async stop() {
      stopMail();
      await tls?.close();
      await broker.close();
    },
  };
}

function whyNot(error: unknown, port: number): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return `MQTT port ${port} is in use.`;
  if (code === 'EACCES') return `MQTT port ${port} may not be opened by this user.`;
  return `MQTT port ${port} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`;
}
