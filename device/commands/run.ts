import type { Command } from 'commander';
import { join, type Way } from '../join';
import { createLog, type Log } from '../log';
import { KEY_KINDS, type KeyKind, makeOwnKey, readOwnKey } from '../own-key';
import { privateFolder } from '../private-files';
import { runClient } from '../run-client';
import { BadSettings } from '../settings';
import { type Credentials, readCredentials, writeCredentials } from '../token-file';
import { type Context, contextOf, type SettingFlags } from './context';

interface RunFlags extends SettingFlags {
  readonly register?: true;
  readonly code?: string;
  readonly deviceId?: string;
  readonly marketId?: string;
  readonly adminToken?: string;
  readonly ownKey?: string | true;
  readonly count?: string;
  readonly drain?: true;
}

/** Joins when it is asked to, then collects and sends. */
export function addRun(device: Command): void {
  device
    .option('--register', 'join a server: with --code, or with --device-id, --market-id and --admin-token')
    .option('--server <url>', 'address of the platform')
    .option('--code <code>', "an administrator's one-time code")
    .option('--device-id <id>', 'name of this device')
    .option('--market-id <id>', 'market it stands in')
    .option('--admin-token <token>', "an administrator's API token")
    .option('--own-key [kind]', 'make a key of its own, ed25519 or p256, and sign every message with it')
    .option('--mode <mode>', 'http or mqtt')
    .option('--mqtt <url>', 'address of the broker, mqtt:// or mqtts://')
    .option('--ca <file>', "PEM file of the broker's certificate authority")
    .option('--cert <file>', 'PEM file of a certificate to show the broker')
    .option('--cert-key <file>', 'PEM file of its key')
    .option('--mock [bool]', 'pretend to measure')
    .option('--interval <seconds>', 'seconds between two looks')
    .option('--commodities <names>', 'names to send, with commas between')
    .option('--batch <n>', 'readings in one request, 1 to 500')
    .option('--key-file <file>', "file of the queue's key")
    .option('--count <n>', 'end after so many readings were queued and sent')
    .option('--drain', 'send what waits and end')
    .option('--log <form>', 'human or json')
    .option('--config <file>', 'JSON file of settings')
    .action(async (flags: RunFlags) => {
      process.exitCode = await run(flags);
    });
}

/** @returns the exit code */
async function run(flags: RunFlags): Promise<number> {
  const context = contextOf(flags);
  const { home, settings } = context;
  const terminal = process.stdout.isTTY === true;
  const log = createLog(settings.log ?? (terminal ? 'human' : 'json'), console.log, Date.now);
  privateFolder(home.folder);
  if (flags.register === true) {
    await register(flags, context, log);
    if (settings.sensors.length === 0 && flags.drain === undefined) return 0;
  }
  const credentials = readCredentials(home.token);
  if (credentials === null) throw new BadSettings(JOIN_FIRST);
  if (settings.sensors.length === 0 && flags.drain === undefined) throw new BadSettings(NO_SENSORS);
  const good = await runClient({
    home,
    settings,
    credentials,
    log,
    count: flags.drain === true ? 0 : countOf(flags.count),
    signal: stopSignal(log),
  });
  return good ? 0 : 1;
}

async function register(flags: RunFlags, { home, settings }: Context, log: Log): Promise<void> {
  if (settings.server === null) {
    throw new BadSettings('--register needs --server, such as --server https://smp.example.go.id');
  }
  const kind = keyKindOf(flags.ownKey);
  const key = kind === null ? null : (readOwnKey(home.ownKey) ?? makeOwnKey(home.ownKey, kind));
  const joined = await join(settings.server, wayOf(flags), key?.publicKey ?? null, Date.now);
  writeCredentials(home.token, joined);
  tell(joined, log);
}

/** `null` when no key is asked for. */
function keyKindOf(said: string | true | undefined): KeyKind | null {
  if (said === undefined) return null;
  if (said === true) return 'ed25519';
  const kind = KEY_KINDS.find((known) => known === said);
  if (kind !== undefined) return kind;
  throw new BadSettings(`--own-key is "${said}": give ${KEY_KINDS.join(' or ')}`);
}

function tell({ device_id, market_id, expires_at, server }: Credentials, log: Log): void {
  log.info('registered', { device_id, market_id, server, expires_at });
}

function wayOf({ code, deviceId, marketId, adminToken }: RunFlags): Way {
  if (code !== undefined) return { by: 'code', code };
  const missing = [
    ['--device-id', deviceId],
    ['--market-id', marketId],
    ['--admin-token', adminToken],
  ].filter(([, value]) => value === undefined);
  if (deviceId !== undefined && marketId !== undefined && adminToken !== undefined) {
    return { by: 'admin', deviceId, marketId, adminToken };
  }
  throw new BadSettings(
    `--register needs --code, or else ${missing.map(([name]) => name).join(', ')} as well.`,
  );
}

function countOf(said: string | undefined): number | null {
  if (said === undefined) return null;
  const count = Number(said);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new BadSettings(`--count is "${said}": give a whole number from 1`);
}

/** The first signal ends in good order; the second one at once, which loses nothing either. */
function stopSignal(log: Log): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      log.info('stopping', { signal });
      stop.abort();
    });
  }
  return stop.signal;
}

const JOIN_FIRST =
  'This device has not joined a server. Ask your administrator for a code, then: smp device --register --server URL --code CODE';
const NO_SENSORS =
  'There is no sensor. Use --mock true to try it out, or name "sensors" in a configuration file (--config FILE).';
