import { isRole } from '@/lib/auth/actor';
import type { SessionTokens } from '@/lib/auth/session-token';
import type { SignedIn } from '@/lib/auth/signed-in';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/store/prisma-client';

/** Signed-in people in memory for a moment, so that a page with ten requests asks the database once. */
export interface SessionRegistry {
  /** Who a session token speaks for; `null` when it is no session, or one that ended. */
  authenticate(token: string | null): Promise<SignedIn | null>;
  /** Asks again at the next request; other instances do so within two seconds. */
  forget(sessionId: string): void;
  /** The same for every session of a person. */
  forgetUser(userId: string): void;
}

export interface SessionRegistryDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly tokens: SessionTokens;
}

/** A revoked session dies within this time on every instance. */
const TRUSTED_MS = 2_000;
/** Nobody has to know to the second when a session was last used. */
const SEEN_EVERY_MS = 60_000;
/** An unused session ends after a working day. */
export const IDLE_MS = 12 * 3_600_000;
const MAX_KEPT = 10_000;

interface Held {
  readonly readAt: number;
  readonly person: SignedIn | null;
}

export function createSessionRegistry({ db, clock, tokens }: SessionRegistryDeps): SessionRegistry {
  const held = new Map<string, Held>();

  async function read(sessionId: string, userId: string, now: number): Promise<SignedIn | null> {
    const row = await db.userSession.findUnique({ where: { id: sessionId }, include: { user: true } });
    if (row === null || row.userId !== userId || row.revokedAt !== null) return null;
    if (row.expiresAt.getTime() <= now || row.lastSeenAt.getTime() + IDLE_MS <= now) return null;
    const { user } = row;
    if (user.disabledAt !== null || !isRole(user.role)) return null;
    if (row.lastSeenAt.getTime() + SEEN_EVERY_MS <= now) {
      // Never wakes a session that ended meanwhile.
      await db.userSession.updateMany({
        where: { id: sessionId, revokedAt: null },
        data: { lastSeenAt: new Date(now) },
      });
    }
    return {
      actor: {
        kind: 'user',
        userId: user.id,
        role: user.role,
        marketId: user.marketId,
        regionId: user.regionId,
      },
      sessionId,
      name: user.name,
      email: user.email,
      mustChangePassword: user.mustChangePassword,
    };
  }

  return {
    async authenticate(token) {
      const now = clock.now();
      const claims = token === null ? null : tokens.open(token, now);
      if (claims === null) return null;
      const kept = held.get(claims.sessionId);
      if (kept !== undefined && now - kept.readAt < TRUSTED_MS) return kept.person;
      const person = await read(claims.sessionId, claims.userId, now);
      if (held.size >= MAX_KEPT) held.clear();
      held.set(claims.sessionId, { readAt: now, person });
      return person;
    },
    forget(sessionId) {
      held.delete(sessionId);
    },
    forgetUser(userId) {
      for (const [id, { person }] of held) if (person?.actor.userId === userId) held.delete(id);
    },
  };
}
