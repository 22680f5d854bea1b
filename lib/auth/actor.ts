/** Who is acting. Every verb takes one; it is written into audit rows and leaves. */
export type Actor = DeviceActor | UserActor | TokenActor | JobActor;

export interface DeviceActor {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly marketId: number;
  readonly simulated: boolean;
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly role: Role;
  readonly marketId: number | null;
  readonly regionId: number | null;
}

export interface TokenActor {
  readonly kind: 'api-token';
  readonly tokenId: string;
  readonly role: Role;
  /** Who issued it, if that was a person. */
  readonly issuerId?: string | null;
  /** Sentences of `may.ts` that it may use; absent or empty: all of its role. */
  readonly scopes?: readonly string[];
  readonly marketId?: number | null;
  readonly regionId?: number | null;
}

/** The platform itself: first start, imports, scheduled work. */
export interface JobActor {
  readonly kind: 'job';
  readonly name: string;
}

export const ROLES = [
  'public',
  'enumerator',
  'operator',
  'officer',
  'validator',
  'analyst',
  'admin',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/**
 * Who stands behind an act, e.g. `user:ID`: a person counts once, with a session and with a program that acts on a token
 * of theirs. What nobody issued stands for itself.
 */
export function personBehind(actor: Actor): string {
  const issuer = actor.kind === 'api-token' ? (actor.issuerId ?? null) : null;
  return issuer === null ? `${actor.kind}:${actorId(actor)}` : `user:${issuer}`;
}

/** Text by which an actor is known in the audit. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'device':
      return actor.deviceId;
    case 'user':
      return actor.userId;
    case 'api-token':
      return actor.tokenId;
    case 'job':
      return actor.name;
  }
}
