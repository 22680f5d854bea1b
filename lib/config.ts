import { resolve } from 'node:path';
import { UNUSED, type Variables, variables } from './config-variables';

interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As people know it. */
  readonly name: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly production: boolean;
  readonly development: boolean;
  /** Absolute folder for everything that this installation keeps. */
  readonly dataDir: string;
  /** `null`: the embedded database. */
  readonly databaseUrl: string | null;
  /** Ports of the broker inside; 0 leaves one out. */
  readonly mqttPort: number;
  readonly mqttTlsPort: number;
  /** A broker of its own that is joined instead; `null`: the one inside. */
  readonly mqttUrl: string | null;
  /** Where readings arrive; what stands before `/data` starts every other topic. */
  readonly mqttTopic: string;
  /** Whether instances share the messages of the outside broker; without, one takes them all. */
  readonly mqttShared: boolean;
  /** Whether the outside broker lets each device write to its own topic alone. */
  readonly mqttTrustTopic: boolean;
  /** Files; `null`: those that `smp certs` made in the data folder, if any. */
  readonly mqttTlsCert: string | null;
  readonly mqttTlsKey: string | null;
  /** Whose client certificates are taken. */
  readonly mqttTlsCa: string | null;
  /** Variables that are set and change nothing. */
  readonly unused: readonly string[];
  /** Public address, when it is known; `null` behind an unknown proxy. */
  readonly publicUrl: string | null;
  /** Proxies of ours in front of this server; their `x-forwarded-for` is believed. */
  readonly trustedProxies: number;
  readonly sessionSecret: string | null;
  readonly jwtSecret: string | null;
  /** Mail server and sender; `null`: links are shown to the administrator. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Sign-in by another provider; `null`: none. */
  readonly oidc: OidcConfig | null;
  /** Name of the ledger's log; `null`: the one it had, else derived from the public address. */
  readonly ledgerOrigin: string | null;
  /** Secret that the ledger's signing keys are drawn from, hex; `null`: kept in the data folder. */
  readonly ledgerKey: string | null;
  /** The secret before it, which vouches for the new keys; `null`: looked for in the data folder. */
  readonly ledgerKeyOld: string | null;
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
  /** Hosts (`host` or `host:port`) of price sources that may lie on an inner network. */
  readonly feedHosts: readonly string[];
  /** Days for which prices of outside sources are kept. */
  readonly feedKeepDays: number;
  readonly logLevel: Variables['LOG_LEVEL'];
  /** A fixed start for the clock, ms; tests only. */
  readonly startAt: number | null;
}

/**
 * Reads the environment once, at boot. An empty variable is one that is not set: compose files and units write `NAME=` for
 * that, and read as a number it would be 0, which lifts a limit or turns something off.
 *
 * @throws Error that names every bad variable, what was expected, and an example
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const said = Object.entries(env).filter(([, value]) => value !== '');
  const parsed = variables.safeParse(Object.fromEntries(said));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof variables.shape;
      return `  ${name}: ${issue.message}. Example: ${name}=${variables.shape[name].description}`;
    });
    throw new Error(`The environment has a value that cannot be used:\n${lines.join('\n')}`);
  }
  return toConfig(parsed.data);
}

function toConfig(e: Variables): Config {
  return {
    port: e.PORT,
    host: e.HOST,
    production: e.NODE_ENV === 'production',
    development: e.NODE_ENV === 'development',
    dataDir: resolve(e.SMP_DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    mqttPort: e.MQTT_PORT,
    mqttTlsPort: e.MQTT_TLS_PORT,
    mqttUrl: e.MQTT_URL,
    mqttTopic: e.MQTT_TOPIC,
    mqttShared: e.MQTT_SHARED,
    mqttTrustTopic: e.MQTT_TRUST_TOPIC,
    mqttTlsCert: e.MQTT_TLS_CERT,
    mqttTlsKey: e.MQTT_TLS_KEY,
    mqttTlsCa: e.MQTT_TLS_CA,
    unused: UNUSED.filter((name) => e[name] !== null),
    publicUrl: e.NEXTAUTH_URL,
    trustedProxies: e.SMP_TRUSTED_PROXIES,
    sessionSecret: e.NEXTAUTH_SECRET,
    jwtSecret: e.JWT_SECRET,
    smtp: toSmtp(e),
    oidc: toOidc(e),
    ledgerOrigin: e.SMP_LEDGER_ORIGIN,
    ledgerKey: e.SMP_LEDGER_KEY,
    ledgerKeyOld: e.SMP_LEDGER_KEY_OLD,
    ledgerPolicy: e.SMP_LEDGER_POLICY,
    adminEmail: e.SMP_ADMIN_EMAIL,
    adminPassword: e.SMP_ADMIN_PASSWORD,
    demo: e.SMP_DEMO,
    deviceRate: e.SMP_DEVICE_RATE,
    alertThreshold: e.ALERT_THRESHOLD,
    keepDays: e.SMP_KEEP_DAYS,
    feedHosts: e.SMP_FEED_HOSTS,
    feedKeepDays: e.SMP_FEED_KEEP_DAYS,
    logLevel: e.LOG_LEVEL,
    startAt: e.SMP_NOW,
  };
}

function toSmtp({ SMTP_URL: url, SMTP_FROM: from }: Variables): Config['smtp'] {
  if (url === null && from === null) return null;
  if (url === null || from === null) throw incomplete('SMTP_URL and SMTP_FROM');
  return { url, from };
}

function toOidc(e: Variables): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = e;
  if (issuer === null && clientId === null && clientSecret === null) return null;
  if (issuer === null || clientId === null || clientSecret === null)
    throw incomplete('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  return { issuer, clientId, clientSecret, name: e.OIDC_NAME ?? new URL(issuer).host };
}

function incomplete(names: string): Error {
  return new Error(`The environment sets only some of what belongs together: set ${names}, or none of them.`);
}
