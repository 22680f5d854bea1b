import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { ACCOUNT_RULE, countAttempt, NETWORK_RULE } from '@/lib/auth/throttle';
import { countAttempts, forgetAttempts, forgiveAttempts } from '@/lib/store/people/attempts';
import { countFailures } from '@/lib/store/people/sign-in-failures';
import { shortAddress } from './open-session';
import { hourOf } from './tell-failed-sign-ins';

/** One attempt that was let through and counts as wrong until it is forgiven. */
export interface CountedAttempt {
  /** It was right: the account's count starts again, the network's is one less. */
  right(): Promise<void>;
  /** It was wrong: the audit will count it. @param userId whose address it is; `null` for one that nobody has */
  wrong(userId: string | null): Promise<void>;
  /** It was neither: a password was right and the second step is still to come. */
  undecided(): Promise<void>;
}

/**
 * Counts an attempt by account and by network. Addresses that nobody has are counted like those of people.
 *
 * @param address network address of the browser
 * @returns `null` when account or network has to wait
 */
export async function countSignIn(
  pool: Pool,
  email: string,
  address: string | null,
  now: number,
): Promise<CountedAttempt | null> {
  const account = `account:${createHash('sha256').update(email).digest('base64url')}`;
  const network = `network:${networkOf(address)}`;
  const counted = await countAttempts(pool, [account, network], now, (key, held) => {
    const result = countAttempt(key === account ? ACCOUNT_RULE : NETWORK_RULE, held, now);
    return { next: result.next, result };
  });
  if (counted.some(({ allowed }) => !allowed)) return null;
  const [ofAccount = null, ofNetwork = null] = counted.map(({ next }) => next.blockedUntil);
  return {
    // The same statement whoever exists, so that its time tells nobody anything.
    wrong: (userId) =>
      countFailures(
        pool,
        [
          { subject: userId === null ? 'account:unknown' : `user:${userId}`, blockedUntil: ofAccount },
          ...(ofNetwork === null
            ? []
            : [{ subject: `network:${shortAddress(address) ?? 'unknown'}`, blockedUntil: ofNetwork }]),
        ],
        hourOf(now),
      ),
    async right() {
      await forgetAttempts(pool, account);
      await forgiveAttempts(pool, [network]);
    },
    undecided: () => forgiveAttempts(pool, [account, network]),
  };
}

/** One household or office: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(address: string | null): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain || 'unknown';
  const [head = '', tail = ''] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
