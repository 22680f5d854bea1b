import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { UserActor } from '@/lib/auth/actor';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { usesHttps } from '@/lib/http/person';
import type { Runtime } from '@/lib/runtime';
import { endSessions } from '@/lib/services/end-sessions';
import { openSession, SESSION_MS, type Visit } from '@/lib/services/open-session';
import { personAtProvider } from '@/lib/services/provider-person';
import { signIn } from '@/lib/services/sign-in';
import { oidcProvider } from './oidc-provider';
import { SIGN_IN_PATH } from './portal-actor';

const MAX_AGE_SECONDS = SESSION_MS / 1000;

/**
 * How people sign in. The cookie names a session; whether it lives is asked of the database at every request, so
 * the library's own token says nothing else.
 */
export function authOptions(runtime: Runtime, visit: Visit): NextAuthOptions {
  const secure = usesHttps(runtime);
  const { sessionTokens, sessions, clock, log } = runtime;
  const { oidc } = runtime.config;
  return {
    secret: runtime.sessionSecret,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    pages: { signIn: SIGN_IN_PATH, signOut: SIGN_IN_PATH, error: SIGN_IN_PATH },
    cookies: {
      sessionToken: {
        name: sessionCookieName(secure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(typed) {
          const text = (name: 'email' | 'password' | 'code') => String(typed?.[name] ?? '');
          const given = { email: text('email'), password: text('password'), code: text('code') };
          const outcome = await signIn(runtime, given, visit.address);
          if (!outcome.ok) throw new Error(outcome.reason);
          return { id: outcome.actor.userId, actor: outcome.actor };
        },
      }),
      ...(oidc === null
        ? []
        : [oidcProvider(oidc, (claims) => personAtProvider(runtime, claims, visit.requestId))]),
    ],
    jwt: {
      encode: async ({ token }) =>
        sessionTokens.issue({
          userId: String(token?.sub),
          sessionId: String(token?.sessionId),
          expiresAt: Number(token?.expiresAt),
        }),
      async decode({ token }) {
        const person = await sessions.authenticate(token ?? null);
        const claims = sessionTokens.open(token ?? '', clock.now());
        if (person === null || claims === null) return null;
        return { sub: claims.userId, sessionId: claims.sessionId, expiresAt: claims.expiresAt };
      },
    },
    callbacks: {
      signIn: ({ user }) => (actorOf(user) === null ? `${SIGN_IN_PATH}?error=unknown` : true),
      async jwt({ token, user, account }) {
        const actor = user === undefined ? null : actorOf(user);
        if (actor === null) return token;
        const method = account?.provider === 'oidc' ? 'oidc' : 'password';
        return { sub: actor.userId, ...(await openSession(runtime, actor, method, visit)) };
      },
      session: ({ session: { expires } }) => ({ expires, user: {} }),
    },
    events: {
      async signOut({ token }) {
        const person = await sessions.authenticate(sessionTokens.issue(claimsOf(token)));
        if (person === null) return;
        const choice = { userId: person.actor.userId, only: person.sessionId };
        await endSessions(runtime, person.actor, choice, visit.requestId);
      },
    },
    logger: {
      // A cookie that ran out is no event; what visitors type is not for logs.
      error: (code) => code !== 'JWT_SESSION_ERROR' && log.warn({ code }, 'sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** Who was found to be signing in; both ways put it beside the library's own user. */
function actorOf(user: object): UserActor | null {
  return (user as { readonly actor?: UserActor | null }).actor ?? null;
}

function claimsOf(token: Readonly<Record<string, unknown>>) {
  return {
    userId: String(token.sub),
    sessionId: String(token.sessionId),
    expiresAt: Number(token.expiresAt),
  };
}
