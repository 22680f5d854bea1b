import type { LogForm } from './log';
import type { QueueLimits } from './queue/queue';

/** What a technician may set: by flag, by file, or not at all. */
export interface Settings {
  readonly server: string | null;
  readonly mode: 'http' | 'mqtt';
  /** Address of the broker; `null`: the server's host, port 1883, or 8883 when the server is https. */
  readonly mqtt: string | null;
  /** Certificate that signed the broker's, PEM file. */
  readonly ca: string | null;
  /** Certificate that this device shows the broker, and its key; PEM files. */
  readonly cert: string | null;
  readonly certKey: string | null;
  readonly sensors: readonly SensorSettings[];
  /** Seconds between two looks. */
  readonly interval: number;
  /** Seconds between two reports of how the device is; by HTTP it also asks then what is wanted of it. */
  readonly report: number;
  /** File that holds the battery's charge in percent; `null`: what the system knows of one. */
  readonly battery: string | null;
  /** Names to send; `null`: all that the sensors see. */
  readonly commodities: readonly string[] | null;
  /** Readings in one request. */
  readonly batch: number;
  readonly queue: QueueLimits;
  /** File of the queue's key; `null`: in the client's folder. */
  readonly keyFile: string | null;
  readonly log: LogForm | null;
}

export type SensorSettings =
  | { readonly kind: 'mock'; readonly seed?: number; readonly prices?: Readonly<Record<string, number>> }
  | { readonly kind: 'csv'; readonly path: string }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly timeout?: number };

/** Seven days of a reading each two seconds; the server refuses what is older, so what falls out is worth nothing. */
export const DEFAULTS: Settings = {
  server: null,
  mode: 'http',
  mqtt: null,
  ca: null,
  cert: null,
  certKey: null,
  sensors: [],
  interval: 2,
  report: 60,
  battery: null,
  commodities: null,
  batch: 500,
  queue: { maxReadings: 302_400, maxBytes: 256 << 20, whenFull: 'drop-oldest' },
  keyFile: null,
  log: null,
};

/** Values as they were said, by name; flags are texts and a file's are JSON. */
export type Said = Readonly<Record<string, unknown>>;

/** Everything that is wrong with the settings, each with its name and its remedy. */
export class BadSettings extends Error {
  readonly code = 'BAD_SETTINGS';
}

type Rule = (value: unknown) => { readonly is: Partial<Settings> } | string;

const RULES: Readonly<Record<string, Rule>> = {
  server: address('server', /^https?:$/, 'https://smp.example.go.id'),
  mqtt: address('mqtt', /^mqtts?:$/, 'mqtts://smp.example.go.id:8883'),
  mode: choice('mode', ['http', 'mqtt']),
  log: choice('log', ['human', 'json']),
  ca: (v) => (isText(v) ? { is: { ca: v } } : 'give the path of a PEM file'),
  cert: (v) => (isText(v) ? { is: { cert: v } } : 'give the path of a PEM file'),
  cert_key: (v) => (isText(v) ? { is: { certKey: v } } : 'give the path of a PEM file'),
  key_file: (v) => (isText(v) ? { is: { keyFile: v } } : 'give the path of a file'),
  interval: (v) => inRange(v, 0.01, 86_400, (interval) => ({ interval }), false),
  report: (v) => inRange(v, 1, 86_400, (report) => ({ report }), false),
  battery: (v) => (isText(v) ? { is: { battery: v } } : 'give the path of a file that holds a percentage'),
  batch: (v) => inRange(v, 1, 500, (batch) => ({ batch }), true),
  mock: (v) => {
    if (v === true || v === 'true' || v === '1') return { is: { sensors: [{ kind: 'mock' }] } };
    return v === false || v === 'false' || v === '0' ? { is: {} } : 'give true or false';
  },
  sensors: (v) => {
    if (!Array.isArray(v)) return 'give a list such as [{"kind":"csv","path":"/var/lib/scale.csv"}]';
    const wrong = v.findIndex((s) => !isSensor(s));
    return wrong < 0
      ? { is: { sensors: v as SensorSettings[] } }
      : `entry ${wrong + 1} is no sensor; give {"kind":"mock"}, {"kind":"csv","path":"…"} or {"kind":"command","command":["program","argument"]}`;
  },
  commodities: (v) => {
    const names = typeof v === 'string' ? v.split(',').map((name) => name.trim()) : v;
    const good = Array.isArray(names) && names.length > 0 && names.every(isText);
    return good ? { is: { commodities: names } } : 'give names such as ["cabai","beras"]';
  },
  queue: (v) => (isRecord(v) ? queueLimits(v) : 'give an object such as {"max_readings":100000}'),
};

/**
 * Flags before file before defaults.
 *
 * @throws BadSettings that names every wrong setting, where it stands, and what to write instead
 */
export function readSettings(flags: Said, file: Said, fileName = 'the file'): Settings {
  const faults: string[] = [];
  const settings = { ...DEFAULTS };
  for (const [said, from] of [
    [file, fileName],
    [flags, 'the flags'],
  ] as const) {
    for (const [name, value] of Object.entries(said)) {
      if (value === undefined || value === null) continue;
      const read =
        RULES[name]?.(value) ?? `there is no such setting; known are ${Object.keys(RULES).join(', ')}`;
      if (typeof read === 'string') faults.push(`  ${name} in ${from} is ${JSON.stringify(value)}: ${read}`);
      else Object.assign(settings, read.is);
    }
  }
  if ((settings.cert === null) !== (settings.certKey === null))
    faults.push('  cert and cert_key belong together: give both, or neither');
  if (faults.length > 0) throw new BadSettings(`Some settings cannot be used:\n${faults.join('\n')}`);
  return settings;
}

function address(name: 'server' | 'mqtt', protocols: RegExp, example: string): Rule {
  return (value) => {
    const url = isText(value) && URL.canParse(value) ? new URL(value) : null;
    if (url === null || !protocols.test(url.protocol)) return `give an address such as ${example}`;
    return { is: { [name]: value === '' ? null : String(value).replace(/\/+$/, '') } };
  };
}

function choice(name: 'mode' | 'log', known: readonly string[]): Rule {
  return (v) => (known.includes(v as string) ? { is: { [name]: v } } : `give ${known.join(' or ')}`);
}

function inRange(
  value: unknown,
  min: number,
  max: number,
  make: (n: number) => Partial<Settings>,
  whole: boolean,
): ReturnType<Rule> {
  const number = isText(value) ? Number(value) : value;
  const good = typeof number === 'number' && number >= min && number <= max;
  if (good && (!whole || Number.isInteger(number))) return { is: make(number) };
  return `give a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
}

function queueLimits(said: Said): ReturnType<Rule> {
  const { max_readings = 302_400, max_bytes = 256 << 20, when_full = 'drop-oldest', ...rest } = said;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    return `there is no queue.${unknown}; known are max_readings, max_bytes, when_full`;
  if (!isCount(max_readings)) return 'queue.max_readings must be a whole number from 1';
  if (!isCount(max_bytes)) return 'queue.max_bytes must be a whole number from 1';
  if (when_full !== 'drop-oldest' && when_full !== 'refuse') {
    return 'queue.when_full must be "drop-oldest" or "refuse"';
  }
  return { is: { queue: { maxReadings: max_readings, maxBytes: max_bytes, whenFull: when_full } } };
}

function isSensor(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.kind === 'mock') return true;
  if (value.kind === 'csv') return isText(value.path);
  return value.kind === 'command' && Array.isArray(value.command) && value.command.every(isText);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
const isRecord = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The broker's address: as set, else on the server's own host. */
export function brokerOf(settings: Settings, server: string): string {
  if (settings.mqtt !== null) return settings.mqtt;
  const { protocol, hostname } = new URL(settings.server ?? server);
  return protocol === 'https:' ? `mqtts://${hostname}:8883` : `mqtt://${hostname}:1883`;
}
