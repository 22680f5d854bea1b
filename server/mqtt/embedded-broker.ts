import type { Server, Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client, type Subscription } from 'aedes';
import { isSmpError, SmpError } from '@/lib/errors';
import { MAX_BODY_BYTES } from '@/lib/http/read-body';
import type { Runtime } from '@/lib/runtime';
import { LimitedConnection } from './limited-connection';
import type { Mail } from './mail';
import { openListener } from './open-listener';
import { claimedName, createSessions, credentialOf, deviceOf } from './sessions';
import { sweepSessions } from './sweep-sessions';
import { takePacket } from './take-packet';
import { refusalTeller } from './tell-refused';
import { versionTeller } from './tell-version';
import type { TlsFiles } from './tls-files';
import { createTopics } from './topics';

/** A message that is somewhat too long is answered; one that is much too long ends its connection. */
const MAX_PACKET_BYTES = 4 * MAX_BODY_BYTES;
const CONNECT_MS = 10_000;
/** A device that does not read its receipts holds up those of all others for so long, and is put out then. */
const DRAIN_MS = 10_000;
const BAD_PASSWORD = 4;
const UNAVAILABLE = 3;

export interface EmbeddedBroker extends Mail {
  /** Serves MQTT on a port. @returns the port. @throws the system's error when it cannot be opened */
  listen(port: number, host: string, tls: TlsFiles | null): Promise<number>;
  clients(): number;
  /** Takes nothing new, acknowledges what is being stored, and ends every connection. */
  close(): Promise<void>;
}

/** The broker inside. It only takes readings in and hands each device its own receipts and settings. */
export async function createEmbeddedBroker(runtime: Runtime): Promise<EmbeddedBroker> {
  const topics = createTopics(runtime.config.mqttTopic);
  const sessions = createSessions();
  const sockets = new WeakMap<object, Socket>();
  const servers: Server[] = [];
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;

  const send = (topic: string, content: object, retain: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const payload = Buffer.from(JSON.stringify(content));
      const packet = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false } as const;
      broker.publish(packet, (error) => (error ? reject(error) : resolve()));
    });

  async function enter(
    client: Client,
    username: string | undefined,
    password: Uint8Array | undefined,
  ): Promise<void> {
    const socket = sockets.get(client.conn);
    if (socket === undefined) throw new Error('a connection without a socket');
    const credential = credentialOf(socket, username, password);
    const device = await deviceOf(runtime, credential);
    const market = runtime.catalog().markets.get(device.marketId)?.code;
    if (market === undefined) throw new Error(`market ${device.marketId} left the catalog`);
    // Who left meanwhile is told of no more: a session that is kept now would never end.
    if (client.closed) throw new SmpError('UNAUTHENTICATED', 'The connection ended before it began.');
    // A name that another device chose as well must not lead to its session, and one device keeps one session.
    const id = client.clean ? `${device.deviceId}/${client.id}` : device.deviceId;
    Object.assign(client, { id });
    sessions.add(client, { credential, deviceId: device.deviceId, market });
    client.conn.once('close', () => {
      if (sessions.left(client)) runtime.sightings.left(device.deviceId);
    });
    runtime.sightings.saw(device.deviceId, runtime.clock.now(), { online: true });
  }

  const broker = await Aedes.createBroker({
    connectTimeout: CONNECT_MS,
    drainTimeout: DRAIN_MS,
    // Names of ours are longer than what MQTT 3.1 allows.
    maxClientsIdLength: 128,
    authenticate(client, username, password, done) {
      if (stopping) return done(refusal(UNAVAILABLE), null);
      enter(client, username, password).then(
        () => done(null, true),
        (error: unknown) => {
          const known = isSmpError(error) && error.code !== 'UNAVAILABLE';
          if (!known) runtime.log.error({ err: error }, 'a device could not be recognised');
          else refused(client, username, error.message);
          done(refusal(known ? BAD_PASSWORD : UNAVAILABLE), null);
        },
      );
    },
    authorizePublish(client, packet, done) {
      if (client === null) return done();
      if (stopping) return done(new Error('the platform stops'));
      const wanted = () => !client.closed && !stopping;
      const work = takePacket({ runtime, topics, send }, sessions.of(client), packet, wanted).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    },
    authorizeSubscribe(client, subscription, done) {
      const mine = mayHear(client, subscription.topic);
      if (!mine) forget(client, subscription);
      done(null, mine ? subscription : null);
    },
    authorizeForward: (client, packet) => (mayHear(client, packet.topic) ? packet : null),
  });
  const isOtherVersion = versionTeller(runtime.log, () => runtime.clock.now());
  const ended = (client: Client, err: Error) => {
    if (!isOtherVersion(err, sockets.get(client.conn)?.remoteAddress))
      runtime.log.debug({ err, client: client.id }, 'a connection of a device ended');
  };
  broker.on('clientError', ended);
  broker.on('connectionError', ended);

  const tellRefused = refusalTeller(runtime.log, () => runtime.clock.now());
  function refused(client: Client, username: string | undefined, why: string): void {
    const socket = sockets.get(client.conn);
    tellRefused({ device: claimedName(socket, username), address: socket?.remoteAddress, why });
  }

  function mayHear(client: Client, name: string): boolean {
    const session = sessions.of(client);
    const topic = topics.read(name);
    if (session === null || topic?.owner == null) return false;
    const { owner, kind } = topic;
    return (
      (kind === 'receipt' || kind === 'config') &&
      owner.device === session.deviceId &&
      owner.market === session.market
    );
  }

  /** aedes keeps all subscriptions of a request in a lasting session, those that were refused as well. */
  function forget(client: Client, { topic }: Subscription): void {
    const { persistence } = broker as unknown as {
      persistence: { removeSubscriptions(client: Client, topics: string[]): Promise<unknown> };
    };
    if (!client.clean)
      setTimeout(() => void persistence.removeSubscriptions(client, [topic]).catch(() => undefined), 0);
  }

  const sweep = sweepSessions(runtime, sessions);

  return {
    async listen(port, host, tls) {
      const { server, port: opened } = await openListener(port, host, tls, runtime.log, (socket) => {
        const connection = new LimitedConnection(socket, MAX_PACKET_BYTES);
        sockets.set(connection, socket);
        broker.handle(connection);
      });
      servers.push(server);
      return opened;
    },
    clients: () => sessions.count(),
    sendConfig: (market, device, config) => send(topics.own(market, device, 'config'), config, true),
    async close() {
      stopping = true;
      sweep.stop();
      for (const server of servers) server.close();
      await Promise.allSettled(underWay);
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}

function refusal(returnCode: number): AuthenticateError {
  return Object.assign(new Error('refused'), { returnCode });
}
