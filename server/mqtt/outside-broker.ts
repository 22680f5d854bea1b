import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import { isSmpError } from '@/lib/errors';
import { takeStatus } from '@/lib/http/device-status';
import type { Runtime } from '@/lib/runtime';
import { type Envelope, openEnvelope } from './envelope';
import type { Mail } from './mail';
import { refusalOf } from './receipt';
import { senderOf } from './sender';
import { takeMessage } from './take-message';
import { createTopics, type ReadTopic } from './topics';

/** Each connection takes one message after the other; those that share messages share commits as well. */
const SHARING_CONNECTIONS = 8;
const SESSION_SECONDS = 7 * 86_400;
const RETRY_MS = 1_000;
const GROUP = '$share/smp/';
/** From here on a granted quality of service is a refusal. */
const REFUSED = 128;

export interface OutsideBroker extends Mail {
  /** Takes nothing new, acknowledges what is being stored, and leaves; the sessions stay for the next start. */
  close(): Promise<void>;
}

/**
 * Takes readings from a broker of its own: lasting sessions, quality of service 1, and acknowledged after the
 * commit. Where instances share, every message goes to one of them; otherwise each takes all, and repeats are
 * harmless.
 */
export async function joinOutsideBroker(runtime: Runtime, url: string): Promise<OutsideBroker> {
  const { config, log } = runtime;
  const topics = createTopics(config.mqttTopic);
  const prefix = config.mqttTopic.slice(0, -'data'.length);
  const wanted = [config.mqttTopic, `${prefix}+/+/data`, `${prefix}+/+/status`];
  const instance = await instanceName(config.dataDir);
  const underWay = new Set<Promise<unknown>>();
  const clients: MqttClient[] = [];
  let stopping = false;
  let told = false;

  /** @returns whether the message may be acknowledged */
  async function take(client: MqttClient, packet: IPublishPacket): Promise<boolean> {
    const topic = topics.read(packet.topic);
    // Kept messages are old ones, told again at every subscription.
    if (topic === null || packet.retain) return true;
    const envelope = openOutsideEnvelope(packet);
    let sender: Awaited<ReturnType<typeof senderOf>>;
    try {
      sender = await senderOf(runtime, topic, envelope.token);
    } catch (error) {
      if (!isRefusal(error)) return false;
      refuse(client, topic, error, envelope.text);
      return true;
    }
    const { device, market } = sender;
    if (topic.kind === 'status') {
      takeState(device.deviceId, envelope.text);
      return true;
    }
    const { text, signature } = envelope;
    const receipt = await takeMessage(runtime, { device, text, signature }, 'answered', () => !stopping);
    if (receipt !== null) reply(client, topics.own(market, device.deviceId, 'receipt'), receipt);
    return receipt !== null;
  }

  function refuse(client: MqttClient, { owner, kind }: ReadTopic, error: unknown, text: string): void {
    if (owner === null || kind !== 'data') return;
    reply(client, topics.own(owner.market, owner.device, 'receipt'), refusalOf(error, text, owner.device));
  }

  function takeState(deviceId: string, text: string): void {
    try {
      takeStatus(runtime, deviceId, JSON.parse(text));
    } catch (err) {
      log.debug({ err, deviceId }, 'a status that cannot be used');
    }
  }

  /** A receipt that does not arrive is given again to whoever sends the reading again. */
  function reply(client: MqttClient, topic: string, content: object): void {
    client.publish(topic, JSON.stringify(content), { qos: 1 }, (err) => {
      if (err) log.debug({ err, topic }, 'a receipt was not sent');
    });
  }

  function connect(number: number): MqttClient {
    const options: IClientOptions = {
      clientId: `smp-${instance}-${number}`,
      protocolVersion: 5,
      clean: false,
      properties: { sessionExpiryInterval: SESSION_SECONDS },
      reconnectPeriod: RETRY_MS,
      resubscribe: false,
    };
    const client = mqtt.connect(url, options);
    client.handleMessage = (packet, done) => {
      const work = takeUntilStored(client, packet).then((stored) => {
        // Without this call the broker keeps the message for the next connection.
        if (stored) done();
      });
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    };
    client.on('error', (err) => {
      if (!told) log.warn({ err }, 'the MQTT broker refuses or cannot be reached; trying on');
      told = true;
    });
    client.on('offline', () => {
      if (!told && !stopping) log.warn('the MQTT broker cannot be reached; trying on');
      told = true;
    });
    client.on('connect', (connack) => {
      told = false;
      const possible = connack.properties?.sharedSubscriptionAvailable !== false;
      subscribe(client, number, config.mqttShared && possible);
    });
    return client;
  }

  async function takeUntilStored(client: MqttClient, packet: IPublishPacket): Promise<boolean> {
    while (!stopping) {
      try {
        if (await take(client, packet)) return true;
      } catch (err) {
        log.error({ err, door: 'mqtt' }, 'a message failed');
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    return false;
  }

  function subscribe(client: MqttClient, number: number, shared: boolean): void {
    // Where no subscription can be shared one connection takes everything; repeats at other instances are harmless.
    if (!shared && number > 0) return;
    const names = wanted.map((topic) => (shared ? GROUP + topic : topic));
    // What this session subscribed to when it was set otherwise would bring every message twice.
    client.unsubscribe(wanted.map((topic) => (shared ? topic : GROUP + topic)));
    client.subscribe(names, { qos: 1 }, (error, granted) => {
      const refused = error !== null || (granted ?? []).some(({ qos }) => qos >= REFUSED);
      if (!refused) return;
      if (stopping || !client.connected) return;
      if (shared) return subscribe(client, number, false);
      log.error({ err: error, topics: names }, 'the MQTT broker refuses the subscription');
    });
  }

  for (let number = 0; number < (config.mqttShared ? SHARING_CONNECTIONS : 1); number++)
    clients.push(connect(number));
  const [first] = clients;
  return {
    sendConfig: (market, device, config_) =>
      new Promise((resolve, reject) => {
        const topic = topics.own(market, device, 'config');
        if (first === undefined) return resolve();
        first.publish(topic, JSON.stringify(config_), { qos: 1, retain: true }, (error) =>
          error ? reject(error) : resolve(),
        );
      }),
    async close() {
      stopping = true;
      await Promise.allSettled(underWay);
      await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
    },
  };
}

/** Whether the sender is refused for good, and not only cannot be looked up just now. */
function isRefusal(error: unknown): boolean {
  return isSmpError(error) && (error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN');
}

/** With MQTT 5 token and signature may as well be user properties, named as the headers of HTTP are. */
function openOutsideEnvelope(packet: IPublishPacket): Envelope {
  const envelope = openEnvelope(Buffer.from(packet.payload));
  const said = packet.properties?.userProperties ?? {};
  return {
    text: envelope.text,
    signature: envelope.signature ?? single(said['x-smp-signature']),
    token: envelope.token ?? single(said.authorization)?.replace(/^Bearer +/i, '') ?? null,
  };
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The same at every start of this installation on this machine, so that its sessions wait for it. */
async function instanceName(dataDir: string): Promise<string> {
  const path = join(dataDir, 'mqtt-instance');
  const held = await readFile(path, 'utf8').catch(() => null);
  if (held !== null) return held.trim();
  const name = `${hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 16)}-${randomBytes(4).toString('hex')}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${name}\n`, { flag: 'wx' }).catch(() => undefined);
  return (await readFile(path, 'utf8')).trim();
}
