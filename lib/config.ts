import { resolve } from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const optional = z
  .string()
  .optional()
  .transform((v) => (v === undefined || v === '' ? null : v));
const flag = (fallback: boolean) =>
  z
    .enum(['0', '1', 'true', 'false'])
    .default(fallback ? '1' : '0')
    .transform((v) => v === '1' || v === 'true');

/** Each variable with its default; the example is what a wrong value is answered with. */
const schema = z.object({
  PORT: port(3000).describe('3000'),
  HOST: z.string().min(1).default('0.0.0.0').describe('127.0.0.1'),
  NODE_ENV: z.enum(['production', 'development', 'test']).optional().describe('production'),
  SMP_DATA_DIR: z.string().min(1).default('.smp').describe('.smp'),
  DATABASE_URL: optional
    .pipe(
      z
        .string()
        .regex(/^postgres(ql)?:\/\//)
        .nullable(),
    )
    .describe('postgresql://smp:secret@127.0.0.1:5432/smp'),
  REDIS_URL: optional
    .pipe(
      z
        .string()
        .regex(/^rediss?:\/\//)
        .nullable(),
    )
    .describe('redis://127.0.0.1:6379'),
  NEXTAUTH_URL: optional.pipe(z.url().nullable()).describe('https://smp.example.go.id'),
  NEXTAUTH_SECRET: optional.pipe(z.string().min(32).nullable()).describe('32 or more random characters'),
  JWT_SECRET: optional.pipe(z.string().min(32).nullable()).describe('32 or more random characters'),
  SMP_LEDGER_ORIGIN: optional
    .pipe(
      z
        .string()
        .regex(/^[^\s+]{1,200}$/)
        .nullable(),
    )
    .describe('smp.example.go.id/ledger'),
  SMP_LEDGER_KEY: optional
    .pipe(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    )
    .describe('64 hex digits'),
  SMP_LEDGER_POLICY: optional.describe('/etc/smp/witness-policy'),
  SMP_ADMIN_EMAIL: z.email().default('admin@smp.example').describe('admin@smp.example'),
  SMP_ADMIN_PASSWORD: optional.pipe(z.string().min(12).nullable()).describe('12 or more characters'),
  SMP_DEMO: flag(true).describe('1'),
  SMP_DEVICE_RATE: z.coerce.number().min(0).max(100_000).default(20).describe('20'),
  ALERT_THRESHOLD: z.coerce.number().min(0).max(1).default(0.6).describe('0.6'),
  SMP_KEEP_DAYS: optional.pipe(z.coerce.number<string>().int().min(365).nullable()).describe('3650'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('info'),
  SMP_NOW: optional
    .pipe(z.iso.datetime({ offset: true }).nullable())
    .transform((v) => (v === null ? null : Date.parse(v)))
    .describe('2025-12-12T12:34:56Z'),
});

type Env = z.output<typeof schema>;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly production: boolean;
  readonly development: boolean;
  /** Absolute folder for everything that this installation keeps. */
  readonly dataDir: string;
  /** `null`: the embedded database. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Public address, when it is known; `null` behind an unknown proxy. */
  readonly publicUrl: string | null;
  readonly sessionSecret: string | null;
  readonly jwtSecret: string | null;
  /** Name of the ledger's log; `null`: the one it had, else derived from the public address. */
  readonly ledgerOrigin: string | null;
  /** Secret that the ledger's signing keys are drawn from, hex; `null`: kept in the data folder. */
  readonly ledgerKey: string | null;
  /** File with the policy whose witnesses must cosign; `null`: none. */
  readonly ledgerPolicy: string | null;
  readonly adminEmail: string;
  readonly adminPassword: string | null;
  readonly demo: boolean;
  /** Readings a second that one device may send; 0 lifts the limit. */
  readonly deviceRate: number;
  readonly alertThreshold: number;
  /** Observations older than this are dropped where TimescaleDB runs; `null` keeps them for good. */
  readonly keepDays: number | null;
  readonly logLevel: Env['LOG_LEVEL'];
  /** A fixed start for the clock, ms; tests only. */
  readonly startAt: number | null;
}

/**
 * Reads the environment once, at boot.
 *
 * @throws Error that names every bad variable, what was expected, and an example
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof schema.shape;
      return `  ${name}: ${issue.message}. Example: ${name}=${schema.shape[name].description}`;
    });
    throw new Error(`The environment has a value that cannot be used:\n${lines.join('\n')}`);
  }
  return toConfig(parsed.data);
}

function toConfig(e: Env): Config {
  return {
    port: e.PORT,
    host: e.HOST,
    production: e.NODE_ENV === 'production',
    development: e.NODE_ENV === 'development',
    dataDir: resolve(e.SMP_DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    publicUrl: e.NEXTAUTH_URL,
    sessionSecret: e.NEXTAUTH_SECRET,
    jwtSecret: e.JWT_SECRET,
    ledgerOrigin: e.SMP_LEDGER_ORIGIN,
    ledgerKey: e.SMP_LEDGER_KEY,
    ledgerPolicy: e.SMP_LEDGER_POLICY,
    adminEmail: e.SMP_ADMIN_EMAIL,
    adminPassword: e.SMP_ADMIN_PASSWORD,
    demo: e.SMP_DEMO,
    deviceRate: e.SMP_DEVICE_RATE,
    alertThreshold: e.ALERT_THRESHOLD,
    keepDays: e.SMP_KEEP_DAYS,
    logLevel: e.LOG_LEVEL,
    startAt: e.SMP_NOW,
  };
}
