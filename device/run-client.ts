import { existsSync, rmSync } from 'node:fs';
import { aboutNow } from './about';
import { createBeat } from './beat';
import { collect } from './collect';
import type { Home } from './home';
import { createTokenKeeper } from './keep-token';
import { takeFolder } from './lock';
import type { Log } from './log';
import { readOwnKey } from './own-key';
import { openReceipts } from './receipts';
import { followRemoteConfig } from './remote-config';
import { createDrain } from './send/drain';
import { openSender } from './send/open-sender';
import { sendLoop } from './send/send-loop';
import { openSensor } from './sensors/open-sensor';
import { openPositions } from './sensors/positions';
import type { Settings } from './settings';
import { createSleeper } from './sleep';
import { readStatus, type Status, writeStatus } from './status-file';
import { openStores, rejectedText, retryRejected, type Stores } from './stores';
import type { Credentials } from './token-file';
import { createUnkept } from './unkept';
import { watchClock } from './watch-clock';

export interface RunInput {
  readonly home: Home;
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly log: Log;
  /** Ends after so many readings are queued and sent; 0 only sends what waits; `null` goes on for good. */
  readonly count: number | null;
  /** Ends it in good order. */
  readonly signal: AbortSignal;
}

const STATUS_EACH_MS = 10_000;

/**
 * Collects and sends until it is told to stop. Collecting goes on whatever happens to the sending.
 *
 * @returns false when it ends although readings wait that the server does not let this device send
 * @throws FolderTaken, or Error when the queue cannot be opened
 */
export async function runClient(input: RunInput): Promise<boolean> {
  const { home, settings, log } = input;
  const giveBack = takeFolder(home.folder);
  try {
    const stores = openStores(home, { limits: settings.queue, keyFile: settings.keyFile }, false);
    try {
      return await work(input, stores);
    } finally {
      stores.close();
    }
  } finally {
    giveBack();
    log.info('stopped');
  }
}

async function work(input: RunInput, stores: Stores): Promise<boolean> {
  const { home, settings, log, signal, count } = input;
  const token = createTokenKeeper(home.token, input.credentials, settings.server, log);
  const receipts = openReceipts(home.receipts, Date.now);
  const positions = openPositions(home.positions);
  const sensors = settings.sensors.map((s) => openSensor(s, positions));
  const collecting = createSleeper();
  const sending = createSleeper();
  const clock = watchClock(log);
  const unkept = createUnkept(stores.queue, log);
  const before = readStatus(home.status);
  let dropped = before?.dropped ?? 0;
  let trouble: string | null = null;
  let collected = count === 0 || sensors.length === 0;
  const remote = followRemoteConfig(home.remoteConfig, log, () => collecting.wake());
  const sender = openSender({
    settings,
    credentials: token.current,
    ownKey: readOwnKey(home.ownKey),
    log,
    about: () => aboutNow(stores.queue.waiting + unkept.waiting, settings.battery),
    onClock: clock.heard,
    onConfig: remote.heard,
  });
  let lastDelivery = before?.lastDelivery ?? null;
  const drain = createDrain({
    queue: stores.queue,
    sender,
    batch: settings.batch,
    log,
    random: Math.random,
    keepReceipts: (kept) => receipts.keep(kept),
    keepRejected: (refused) => void stores.rejected.append(refused.map(rejectedText)),
    onDelivered: () => {
      lastDelivery = new Date().toISOString();
    },
  });
  const interval = () => remote.current().interval ?? settings.interval;
  const tellStatus = () =>
    keepStatus(home.status, log, {
      at: new Date().toISOString(),
      pid: process.pid,
      mode: settings.mode,
      interval: interval(),
      waiting: stores.queue.waiting,
      rejected: stores.rejected.waiting,
      delivered: drain.delivered,
      dropped,
      lastDelivery,
      trouble,
      clockAhead: clock.aheadSeconds(),
    });

  async function collectOn(): Promise<void> {
    let queued = 0;
    const beat = createBeat();
    while (!collected && !signal.aborted) {
      queued += await collect({
        sensors,
        queue: stores.queue,
        unkept,
        credentials: token.current,
        commodities: () => remote.current().names ?? remote.current().commodities ?? settings.commodities,
        log,
        now: Date.now,
        onDropped: (n) => {
          dropped += n;
        },
      });
      sending.wake();
      if (count !== null && queued >= count) break;
      const rest = beat(interval() * 1000);
      if (!signal.aborted) await collecting.sleep(rest);
    }
    collected = true;
    sending.wake();
  }

  log.info('started', {
    device_id: token.current().device_id,
    mode: settings.mode,
    sensors: sensors.map((s) => s.name),
    waiting: stores.queue.waiting,
    rejected: stores.rejected.waiting,
    ...stores.queue.found,
  });
  const talk = () => {
    void sender.tell();
    // The broker sends wishes by itself.
    if (settings.mode === 'http') void remote.look(token.current());
  };
  if (count === null) talk();
  const talking = count === null ? setInterval(talk, settings.report * 1000) : undefined;
  const timer = setInterval(tellStatus, STATUS_EACH_MS);
  const wakeAll = () => {
    collecting.wake();
    sending.wake();
  };
  signal.addEventListener('abort', wakeAll);
  tellStatus();
  try {
    const [, allowed] = await Promise.all([
      collectOn(),
      sendLoop({
        drain,
        token,
        sleeper: sending,
        log,
        signal,
        before: () => retryWhenAsked(home, stores, log),
        ending: () => collected && count !== null,
        waiting: () => stores.queue.waiting,
        byCertificate: settings.mode === 'mqtt' && settings.cert !== null,
        onTrouble: (why) => {
          trouble = why;
        },
      }),
    ]);
    return allowed;
  } finally {
    clearInterval(timer);
    clearInterval(talking);
    signal.removeEventListener('abort', wakeAll);
    await sender.close();
    if (unkept.waiting > 0) log.error('lost', { readings: unkept.waiting, why: 'the disk is full' });
    tellStatus();
  }
}

/** What only tells how the client is must not end it, e.g. on a full disk. */
function keepStatus(path: string, log: Log, status: Status): void {
  try {
    writeStatus(path, status);
  } catch (error) {
    log.error('status-not-kept', { why: String(error) });
  }
}

/** `queue retry` cannot touch the queue of a client that runs, and leaves a note instead. */
function retryWhenAsked(home: Home, stores: Stores, log: Log): void {
  if (!existsSync(home.retryAsked)) return;
  rmSync(home.retryAsked, { force: true });
  log.info('retrying-rejected', { readings: retryRejected(stores) });
}
