import type { SignedIn } from '@/lib/auth/signed-in';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/store/prisma-client';
import { IDLE_MS } from './session-registry';

export interface SessionLine {
  readonly id: string;
  readonly own: boolean;
  readonly method: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

export interface Account {
  readonly secondStep: boolean;
  /** Recovery codes that were not used. */
  readonly codesLeft: number;
  readonly sessions: readonly SessionLine[];
}

/** What a person sees of the own account. */
export async function readAccount(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  person: SignedIn,
): Promise<Account> {
  const { userId } = person.actor;
  const now = clock.now();
  const [user, codesLeft, rows] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId } }),
    db.recoveryCode.count({ where: { userId, usedAt: null } }),
    db.userSession.findMany({
      where: {
        userId,
        revokedAt: null,
        expiresAt: { gt: new Date(now) },
        lastSeenAt: { gt: new Date(now - IDLE_MS) },
      },
      orderBy: { lastSeenAt: 'desc' },
    }),
  ]);
  return {
    secondStep: user.totpConfirmedAt !== null,
    codesLeft,
    sessions: rows.map((row) => ({
      id: row.id,
      own: row.id === person.sessionId,
      method: row.method,
      userAgent: row.userAgent,
      address: row.address,
      createdAt: row.createdAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
    })),
  };
}
