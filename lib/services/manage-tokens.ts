import type { Pool } from 'pg';
import { type Actor, isRole } from '@/lib/auth/actor';
import { isSentence, may, SENTENCES } from '@/lib/auth/may';
import type { Clock } from '@/lib/clock';
import { SmpError } from '@/lib/errors';
import type { AuditAction } from '@/lib/market/audit-action';
import type { Catalog } from '@/lib/market/catalog';
import { type LedgerWork, withLedger } from '@/lib/store/ledger/append-leaves';
import { insertToken, lockToken, replaceToken, revokeToken, type TokenRow } from '@/lib/store/people/tokens';
import { type CreatedToken, newApiToken, unknownRole } from './api-tokens';
import { bad } from './person-standing';
import { conflict } from './refusals';
import { sealAct } from './seal-act';

export interface TokenDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  catalog(): Catalog;
}

export interface TokenInput {
  readonly name: string;
  readonly role: string;
  /** Sentences; none: all of the role. */
  readonly scopes: readonly string[];
  readonly marketId: number | null;
  readonly regionId: number | null;
  /** Days until it runs out. */
  readonly days: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MAX_NAME = 120;
const MAX_DAYS = 730;
const ENDLESS_DAYS = 365;
export const MAX_OVERLAP_HOURS = 30 * 24;

/**
 * Issues an API token, which is returned this once.
 *
 * @throws SmpError INVALID that names the field; FORBIDDEN unless the actor manages tokens at this place
 */
export async function issueToken(
  deps: TokenDeps,
  actor: Actor,
  input: TokenInput,
  requestId: string | null,
): Promise<CreatedToken> {
  const { name, role, scopes, marketId, regionId } = checkInput(deps.catalog(), input);
  requireManagesTokens(deps.catalog(), actor, { marketId, regionId });
  const at = deps.clock.now();
  const fresh = newApiToken();
  const userId = actor.kind === 'user' ? actor.userId : null;
  const expiresAt = new Date(at + input.days * DAY_MS);
  await withLedger(deps.pool, async (work) => {
    const row = { ...fresh, name, role, scopes, marketId, regionId, userId, expiresAt };
    await insertToken(work.client, { ...row, createdAt: at });
    await sealTokenAct(work, actor, at, 'token.issue', fresh.id, null, shown(row), requestId);
  });
  return fresh;
}

/** Ends a token at once. @throws SmpError NOT_FOUND, FORBIDDEN */
export async function endToken(
  deps: TokenDeps,
  actor: Actor,
  tokenId: string,
  requestId: string | null,
): Promise<void> {
  const at = deps.clock.now();
  await withLedger(deps.pool, async (work) => {
    const held = await managed(deps, work, actor, tokenId);
    await revokeToken(work.client, tokenId, at);
    const after = { ...shown(held), revoked: true };
    await sealTokenAct(work, actor, at, 'token.revoke', tokenId, shown(held), after, requestId);
  });
}

/**
 * Makes another token with the same rights and the same length of life; the old one stays valid for a chosen
 * time, so that no program stands still.
 *
 * @throws SmpError NOT_FOUND, FORBIDDEN, CONFLICT for one that has ended, INVALID for the time
 */
export async function rotateToken(
  deps: TokenDeps,
  actor: Actor,
  tokenId: string,
  { overlapHours }: { readonly overlapHours: number },
  requestId: string | null,
): Promise<CreatedToken> {
  if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > MAX_OVERLAP_HOURS)
    throw bad('overlap', `Choose 0 to ${MAX_OVERLAP_HOURS} hours.`);
  const at = deps.clock.now();
  const fresh = newApiToken();
  await withLedger(deps.pool, async (work) => {
    const held = await managed(deps, work, actor, tokenId);
    const ended = held.revokedAt !== null || (held.expiresAt !== null && held.expiresAt.getTime() <= at);
    if (ended) throw conflict('token', 'token_ended', 'This token has ended; issue a new one.');
    const endsAt = new Date(Math.min(at + overlapHours * HOUR_MS, held.expiresAt?.getTime() ?? Infinity));
    // Whoever rotates it is shown it, and answers for it from now on.
    const userId = actor.kind === 'user' ? actor.userId : held.userId;
    const row = { ...held, ...fresh, userId, expiresAt: new Date(at + lifeOf(held)) };
    await insertToken(work.client, { ...row, createdAt: at });
    await replaceToken(work.client, tokenId, fresh.id, endsAt);
    const after = { ...shown(held), expiresAt: endsAt.toISOString(), replacedBy: fresh.id };
    await sealTokenAct(work, actor, at, 'token.rotate', tokenId, shown(held), after, requestId);
  });
  return fresh;
}

/** How long a token was made for, ms. One without an end, as the command line makes them, gets a year from here on. */
function lifeOf({ createdAt, expiresAt }: TokenRow): number {
  return expiresAt === null ? ENDLESS_DAYS * DAY_MS : expiresAt.getTime() - createdAt.getTime();
}

async function managed(
  deps: TokenDeps,
  work: Pick<LedgerWork, 'client'>,
  actor: Actor,
  tokenId: string,
): Promise<TokenRow> {
  const held = await lockToken(work.client, tokenId);
  if (held === null) throw new SmpError('NOT_FOUND', 'There is no such token.');
  requireManagesTokens(deps.catalog(), actor, held);
  return held;
}

function requireManagesTokens(
  catalog: Catalog,
  actor: Actor,
  at: { readonly marketId: number | null; readonly regionId: number | null },
): void {
  const regionId = at.marketId === null ? at.regionId : (catalog.markets.get(at.marketId)?.regionId ?? null);
  if (may(actor, 'manage tokens', { marketId: at.marketId, regionId })) return;
  throw new SmpError('FORBIDDEN', 'Only an administrator of this place may do that.');
}

function checkInput(catalog: Catalog, input: TokenInput): TokenInput {
  const name = input.name.trim();
  if (name === '' || name.length > MAX_NAME) throw bad('name', `Write a name of up to ${MAX_NAME} signs.`);
  const { role } = input;
  if (!isRole(role)) throw unknownRole(role);
  for (const scope of input.scopes) {
    const known = isSentence(scope) && (SENTENCES[scope] as readonly string[]).includes(role);
    if (!known) throw bad('scopes', `The role ${role} may not "${scope}".`);
  }
  // A place that is none would be read as the whole nation.
  if (input.regionId !== null && !catalog.regions.has(input.regionId))
    throw bad('region', 'Choose one of the provinces.');
  if (input.marketId !== null && !catalog.markets.has(input.marketId))
    throw bad('market', 'There is no such market.');
  checkDays(input.days);
  return { ...input, name };
}

function checkDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw bad('days', `Choose 1 to ${MAX_DAYS} days.`);
}

function sealTokenAct(
  work: Pick<LedgerWork, 'client' | 'append'>,
  actor: Actor,
  at: number,
  action: AuditAction,
  tokenId: string,
  before: object | null,
  after: object,
  requestId: string | null,
): Promise<void> {
  return sealAct(work, actor, { at, action, subject: `token:${tokenId}`, before, after, requestId });
}

function shown({
  prefix,
  name,
  role,
  scopes,
  marketId,
  regionId,
  expiresAt,
}: Omit<TokenRow, 'createdAt' | 'revokedAt'>) {
  return { prefix, name, role, scopes, marketId, regionId, expiresAt: expiresAt?.toISOString() ?? null };
}
