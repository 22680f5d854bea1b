import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { UserActor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { withLedger } from '@/lib/store/ledger/append-leaves';
import { insertSession } from '@/lib/store/people/sessions';
import { sealAct } from './seal-act';

/** Where a sign-in came from. */
export interface Visit {
  readonly userAgent: string | null;
  /** Network address of the browser. */
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Whatever is done in between, a session ends after a week. */
export const SESSION_MS = 7 * 24 * 3_600_000;

/** Begins a session of somebody who proved who they are. @returns its id and its end (ms) */
export async function openSession(
  deps: { readonly pool: Pool; readonly clock: Clock },
  actor: UserActor,
  method: 'password' | 'oidc',
  visit: Visit,
): Promise<{ readonly sessionId: string; readonly expiresAt: number }> {
  const at = deps.clock.now();
  const sessionId = randomUUID();
  const expiresAt = at + SESSION_MS;
  const userAgent = shortAgent(visit.userAgent);
  const address = shortAddress(visit.address);
  await withLedger(deps.pool, async (work) => {
    await insertSession(work.client, {
      id: sessionId,
      userId: actor.userId,
      method,
      createdAt: at,
      expiresAt,
      userAgent,
      address,
    });
    await sealAct(work, actor, {
      at,
      action: 'session.open',
      subject: `session:${sessionId}`,
      before: null,
      after: { user: actor.userId, method, userAgent, address },
      requestId: visit.requestId,
    });
  });
  return { sessionId, expiresAt };
}

const BROWSERS = [
  ['Edge', /\bEdg\w*\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const;

const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** "Chrome · Android": enough to recognise one's own, too little to follow anybody. */
export function shortAgent(agent: string | null): string | null {
  if (agent === null) return null;
  const find = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, mark]) => mark.test(agent))?.[0];
  const known = [find(BROWSERS), find(SYSTEMS)].filter((name) => name !== undefined);
  return known.length === 0 ? agent.slice(0, 40) : known.join(' · ');
}

/** The network, not the machine: `203.0.113.0/24`, `2001:db8:1::/48`. */
export function shortAddress(address: string | null): string | null {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(plain)?.[1];
  if (four !== undefined) return `${four}.0/24`;
  if (!plain.includes(':')) return null;
  const groups = plain.split('::')[0]?.split(':') ?? [];
  return `${[...groups, '0', '0', '0']
    .slice(0, 3)
    .join(':')
    .replace(/(:0)+$/, '')}::/48`;
}
