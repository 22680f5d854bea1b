import { readFileSync } from 'node:fs';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Log } from '../log';
import type { OwnKey } from '../own-key';
import type { Credentials } from '../token-file';
import { createWaiting, type Waiting } from './mqtt-waiting';
import type { Outcome, Sent } from './outcome';
import type { Sender, Sending } from './sender';

export interface MqttSenderDeps {
  readonly credentials: () => Credentials;
  readonly broker: string;
  /** PEM file of the authority that signed the broker's certificate. */
  readonly ca: string | null;
  readonly ownKey: OwnKey | null;
  readonly log: Log;
  /** What the device says of itself when it comes and goes. */
  readonly about: () => object;
  readonly onConfig: (config: unknown) => void;
  /** How a reading goes that ended the connection again and again. */
  readonly byHttp: Sender;
}

const CONNECT_MS = 15_000;
/** The platform holds a message for a minute while it cannot store it. */
const PUBACK_MS = 75_000;
const RECEIPT_MS = 2_000;
/** Published and not yet acknowledged at one time. */
const IN_FLIGHT = 200;
/** Connections that one reading may end before it is sent by HTTP, which says what is wrong with it. */
const SUSPECT_AFTER = 3;

interface Live {
  readonly client: MqttClient;
  readonly waiting: Waiting;
  readonly token: string;
}

/** Sends by MQTT at QoS 1: a reading is delivered when the broker acknowledges it, which it does after the commit. */
export function createMqttSender(deps: MqttSenderDeps): Sender {
  let live: Live | null = null;
  let strikes = 0;

  async function connected(): Promise<Live> {
    const held = deps.credentials();
    if (live?.client.connected === true && live.token === held.token) return live;
    await end();
    live = await open(deps, held);
    return live;
  }

  async function end(): Promise<void> {
    const old = live;
    live = null;
    await old?.client.endAsync(true).catch(() => undefined);
  }

  async function publishAll({ client, waiting }: Live, readings: readonly Sending[]): Promise<Outcome[]> {
    const topic = `${topicOf(deps.credentials())}/data`;
    const timer = setTimeout(() => client.end(true), PUBACK_MS);
    const outcomes = readings.map(async ({ readingId, text }) => {
      const outcome = waiting.add(readingId);
      client.publish(topic, wrapped(text, deps.ownKey), { qos: 1 }, (error) => {
        if (error == null) waiting.acknowledged(readingId);
      });
      return await outcome;
    });
    const settled = await Promise.all(outcomes);
    clearTimeout(timer);
    return settled;
  }

  return {
    async send(readings) {
      const sending = readings.slice(0, strikes === 0 ? IN_FLIGHT : 1);
      if (strikes >= SUSPECT_AFTER) {
        strikes = 0;
        return padded(await deps.byHttp.send(sending), readings.length);
      }
      let outcomes: readonly Outcome[];
      try {
        outcomes = await publishAll(await connected(), sending);
      } catch (error) {
        await end();
        return unreachable(error);
      }
      const open = outcomes.filter((o) => o.kind === 'again').length;
      if (open === 0) strikes = 0;
      else if (live?.client.connected !== true) strikes = open < outcomes.length ? 1 : strikes + 1;
      return padded({ kind: 'outcomes', outcomes, retryAfter: null }, readings.length);
    },
    async close() {
      if (live?.client.connected === true) {
        const topic = `${topicOf(deps.credentials())}/status`;
        await live.client
          .publishAsync(topic, about(deps.about(), 'offline'), { qos: 1 })
          .catch(() => undefined);
        await live.client.endAsync().catch(() => undefined);
      }
      await end();
    },
  };
}

/** @throws Error when the broker does not let this device in */
async function open(deps: MqttSenderDeps, held: Credentials): Promise<Live> {
  const client = connect(deps.broker, optionsFor(held, deps.ca));
  const waiting = createWaiting(RECEIPT_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.on('error', reject);
      client.once('close', () => reject(new Error('the broker closed the connection')));
    });
  } catch (error) {
    await client.endAsync(true).catch(() => undefined);
    throw error;
  }
  client.on('close', () => waiting.lost());
  client.on('message', (topic, payload) => {
    const said = parse(payload.toString());
    if (topic.endsWith('/config')) deps.onConfig(said);
    else waiting.answered(said);
  });
  const base = topicOf(held);
  await client
    .subscribeAsync([`${base}/receipt`, `${base}/config`], { qos: 1 })
    .catch((error: unknown) => deps.log.warn('no-receipts', { why: String(error) }));
  client.publish(`${base}/status`, about(deps.about(), 'online'), { qos: 1 });
  deps.log.info('connected', { broker: deps.broker });
  return { client, waiting, token: held.token };
}

/** What a device says at the door of a broker. */
export function optionsFor(held: Credentials, ca: string | null): IClientOptions {
  return {
    username: held.device_id,
    password: held.token,
    clientId: `${held.device_id}-${process.pid}`,
    clean: true,
    // Our queue on disk remembers what was not delivered; mqtt.js need not do so as well.
    reconnectPeriod: 0,
    queueQoSZero: false,
    connectTimeout: CONNECT_MS,
    will: {
      topic: `${topicOf(held)}/status`,
      payload: Buffer.from(about({}, 'offline')),
      qos: 1,
      retain: false,
    },
    ...(ca === null ? {} : { ca: readFileSync(ca) }),
  };
}

/** MQTT 3.1.1 has no headers: a signed reading travels as a text beside its signature. */
function wrapped(text: string, key: OwnKey | null): string {
  return key === null ? text : JSON.stringify({ body: text, signature: key.sign(Buffer.from(text)) });
}

/** Those that were not sent this time go again. */
function padded(sent: Sent, count: number): Sent {
  if (sent.kind !== 'outcomes') return sent;
  const again = Array.from({ length: count - sent.outcomes.length }, (): Outcome => ({ kind: 'again' }));
  return { ...sent, outcomes: [...sent.outcomes, ...again] };
}

function unreachable(error: unknown): Sent {
  const why = error instanceof Error ? error.message : String(error);
  const refused = /not authorized|bad user ?name or password/i.test(why);
  return refused ? { kind: 'stop', why } : { kind: 'later', why, retryAfter: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function topicOf({ market_id, device_id }: Credentials): string {
  return `pasar/${market_id}/${device_id}`;
}

const about = (facts: object, state: 'online' | 'offline') => JSON.stringify({ ...facts, state });
