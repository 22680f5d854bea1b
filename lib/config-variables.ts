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
export const variables = z.object({
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
  MQTT_PORT: port(1883).describe('1883'),
  MQTT_TLS_PORT: port(8883).describe('8883'),
  MQTT_URL: optional
    .pipe(
      z
        .string()
        .regex(/^(mqtts?|tcp|ssl|wss?):\/\//)
        .nullable(),
    )
    .describe('mqtt://smp:secret@127.0.0.1:1883'),
  MQTT_TOPIC: z
    .string()
    .regex(/^[^+#$/\s][^+#/\s]*(\/[^+#/\s]+)*\/data$/, 'A topic that ends with /data, without + and #')
    .default('pasar/data')
    .describe('pasar/data'),
  MQTT_SHARED: flag(false).describe('0'),
  MQTT_TRUST_TOPIC: flag(false).describe('0'),
  MQTT_TLS_CERT: optional.describe('/etc/smp/mqtt.crt'),
  MQTT_TLS_KEY: optional.describe('/etc/smp/mqtt.key'),
  MQTT_TLS_CA: optional.describe('/etc/smp/devices-ca.crt'),
  REDIS_URL: optional
    .pipe(
      z
        .string()
        .regex(/^rediss?:\/\//)
        .nullable(),
    )
    .describe('redis://127.0.0.1:6379'),
  TELEGRAM_TOKEN: optional.describe('123456:token-of-the-bot'),
  WHATSAPP_TOKEN: optional.describe('token of the business account'),
  NEXTAUTH_URL: optional.pipe(z.url().nullable()).describe('https://smp.example.go.id'),
  NEXTAUTH_SECRET: optional.pipe(z.string().min(32).nullable()).describe('32 or more random characters'),
  SMP_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0).describe('1'),
  JWT_SECRET: optional.pipe(z.string().min(32).nullable()).describe('32 or more random characters'),
  SMTP_URL: optional
    .pipe(
      z
        .string()
        .regex(/^smtps?:\/\//)
        .nullable(),
    )
    .describe('smtps://user:password@mail.example.go.id:465'),
  SMTP_FROM: optional.describe('Smart Market Platform <smp@example.go.id>'),
  OIDC_ISSUER: optional.pipe(z.url().nullable()).describe('https://login.example.go.id'),
  OIDC_CLIENT_ID: optional.describe('smp'),
  OIDC_CLIENT_SECRET: optional.describe('the secret that the provider gave'),
  OIDC_NAME: optional.describe('Akun ASN'),
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
  SMP_LEDGER_KEY_OLD: optional
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
  SMP_FEED_HOSTS: z
    .string()
    .default('')
    .transform((v) => v.split(',').flatMap((host) => host.trim().toLowerCase() || []))
    .describe('prices.intranet:8080'),
  SMP_FEED_KEEP_DAYS: z.coerce.number().int().min(90).max(36_500).default(400).describe('400'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('info'),
  SMP_NOW: optional
    .pipe(z.iso.datetime({ offset: true }).nullable())
    .transform((v) => (v === null ? null : Date.parse(v)))
    .describe('2025-12-12T12:34:56Z'),
});

/** Names that are read so that they can be said to do nothing. */
export const UNUSED = ['REDIS_URL', 'TELEGRAM_TOKEN', 'WHATSAPP_TOKEN'] as const;

export type Variables = z.output<typeof variables>;
