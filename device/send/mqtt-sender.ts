import { connect, type MqttClient } from 'mqtt';
import type { Log } from '../log';
import type { OwnKey } from '../own-key';
import type { Credentials } from '../token-file';
import { createWaiting, type Waiting } from './mqtt-waiting';
import { isRefusal, optionsFor, type TlsFiles, topicOf, wrapped, wrappedStatus } from './mqtt-words';
import type { Outcome, Sent } from './outcome';
import type { Sender, Sending } from './sender';

export interface MqttSenderDeps {
  readonly credentials: () => Credentials;
  readonly broker: string;
  readonly tls: TlsFiles;
  readonly ownKey: OwnKey | null;
  readonly log: Log;
  /** What the device says of itself when it comes and goes. */
  readonly about: () => object;
  readonly onConfig: (config: unknown) => void;
  /** How a reading goes that ended the connection again and again. */
  readonly byHttp: Sender;
}

/** The platform holds a message for a minute while it cannot store it. */
const PUBACK_MS = 75_000;
const RECEIPT_MS = 2_000;
/** How long a device waits for its leave to be acknowledged; the broker tells of it otherwise by the last will. */
const GOODBYE_MS = 5_000;
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
  /** Whether each message carries the token: a broker of somebody else does not tell the platform who sent it. */
  let showToken = false;

  const wrap = (text: string) => {
    const { token } = deps.credentials();
    return wrapped(text, deps.ownKey, showToken ? token : null);
  };
  const said = (state: 'online' | 'offline', facts = deps.about()) =>
    wrappedStatus({ ...facts, state }, showToken ? deps.credentials().token : null);

  function wantToken(): void {
    if (showToken) return;
    showToken = true;
    deps.log.info('token-in-message', { why: 'the broker does not tell the platform who sent a message' });
    // The next connection leaves a last will that carries it as well.
    live?.client.end(true);
  }

  async function connected(): Promise<Live> {
    const held = deps.credentials();
    if (live?.client.connected === true && live.token === held.token) return live;
    await end();
    live = await open(deps, held, { will: said('offline', {}), hello: () => said('online'), wantToken });
    return live;
  }

  async function end(): Promise<void> {
    const old = live;
    live = null;
    await old?.client.endAsync(true).catch(() => undefined);
  }

  async function goodbye(client: MqttClient): Promise<void> {
    const topic = `${topicOf(deps.credentials())}/status`;
    await client.publishAsync(topic, said('offline'), { qos: 1 }).catch(() => undefined);
    await client.endAsync().catch(() => undefined);
  }

  async function publishAll({ client, waiting }: Live, readings: readonly Sending[]): Promise<Outcome[]> {
    const topic = `${topicOf(deps.credentials())}/data`;
    const timer = setTimeout(() => {
      client.end(true);
      waiting.lost();
    }, PUBACK_MS);
    const outcomes = readings.map(async ({ readingId, text }) => {
      const outcome = waiting.add(readingId);
      client.publish(topic, wrap(text), { qos: 1 }, (error) => {
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
    async tell() {
      if (live?.client.connected !== true) return;
      const topic = `${topicOf(deps.credentials())}/status`;
      await live.client.publishAsync(topic, said('online'), { qos: 1 }).catch(() => undefined);
    },
    async close() {
      if (live?.client.connected === true)
        await Promise.race([goodbye(live.client), lostOrLate(live.client)]);
      await end();
    },
  };
}

/** mqtt.js never answers for a message whose connection went away. */
function lostOrLate(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GOODBYE_MS);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** @throws Error when the broker does not let this device in */
async function open(
  deps: MqttSenderDeps,
  held: Credentials,
  words: { readonly will: string; readonly hello: () => string; readonly wantToken: () => void },
): Promise<Live> {
  const client = connect(deps.broker, optionsFor(held, deps.tls, words.will));
  const waiting = createWaiting(RECEIPT_MS, words.wantToken);
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
  client.publish(`${base}/status`, words.hello(), { qos: 1 });
  deps.log.info('connected', { broker: deps.broker });
  return { client, waiting, token: held.token };
}

/** Those that were not sent this time go again. */
function padded(sent: Sent, count: number): Sent {
  if (sent.kind !== 'outcomes') return sent;
  const again = Array.from({ length: count - sent.outcomes.length }, (): Outcome => ({ kind: 'again' }));
  return { ...sent, outcomes: [...sent.outcomes, ...again] };
}

function unreachable(error: unknown): Sent {
  const why = error instanceof Error ? error.message : String(error);
  return isRefusal(why) ? { kind: 'stop', why } : { kind: 'later', why, retryAfter: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
