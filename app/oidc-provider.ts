import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { UserActor } from '@/lib/auth/actor';
import type { Runtime } from '@/lib/runtime';

interface Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** Who the provider's answer stands for; without an actor nobody comes in. */
export interface ProviderUser {
  readonly id: string;
  readonly actor: UserActor | null;
}

/** How the sign-in library talks to the configured provider: code flow with PKCE, state and nonce. */
export function oidcProvider(
  oidc: NonNullable<Runtime['config']['oidc']>,
  find: (claims: {
    issuer: string;
    subject: string;
    verifiedEmail: string | null;
  }) => Promise<UserActor | null>,
): OAuthConfig<Claims> {
  return {
    id: 'oidc',
    name: oidc.name,
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: 'openid email' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    userinfo: {
      // Some providers put the address into the token, others tell it only when asked; both are signed for.
      async request({ client, tokens }) {
        const told = await client.userinfo(String(tokens.access_token));
        const claims = decodeClaims(String(tokens.id_token));
        if (told.sub !== claims.sub) throw new Error('the provider speaks of two people');
        return { ...told, ...claims };
      },
    },
    async profile({ sub, email, email_verified }): Promise<ProviderUser> {
      const verifiedEmail = email_verified === true ? (email ?? null) : null;
      const actor = await find({ issuer: oidc.issuer, subject: sub, verifiedEmail });
      return { id: actor?.userId ?? 'nobody', actor };
    },
  };
}

/** The body of an ID token whose signature the library has checked. */
function decodeClaims(idToken: string): Claims {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}
