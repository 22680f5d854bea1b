import type { Actor } from '@/lib/auth/actor';
import { covers } from '@/lib/auth/may';
import type { Catalog } from '@/lib/market/catalog';
import type { Db } from '@/lib/store/prisma-client';

export interface TokenLine {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly marketId: number | null;
  readonly regionId: number | null;
  /** Who issued it; `null` for the command line. */
  readonly by: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  readonly replaced: boolean;
}

/** API tokens where somebody looks after, newest first; never the tokens themselves. */
export async function listTokens(
  deps: { readonly db: Db; catalog(): Catalog },
  actor: Actor,
): Promise<readonly TokenLine[]> {
  const { markets } = deps.catalog();
  const rows = await deps.db.apiToken.findMany({
    include: { user: { select: { name: true } } },
    orderBy: { createdAt: 'desc' },
  });
  return rows
    .filter(({ marketId, regionId }) =>
      covers(actor, {
        marketId,
        regionId: marketId === null ? regionId : (markets.get(marketId)?.regionId ?? null),
      }),
    )
    .map((row) => ({
      id: row.id,
      prefix: row.prefix,
      name: row.name,
      role: row.role,
      scopes: row.scopes,
      marketId: row.marketId,
      regionId: row.regionId,
      by: row.user?.name ?? null,
      createdAt: row.createdAt.getTime(),
      expiresAt: row.expiresAt?.getTime() ?? null,
      revokedAt: row.revokedAt?.getTime() ?? null,
      lastUsedAt: row.lastUsedAt?.getTime() ?? null,
      replaced: row.replacedBy !== null,
    }));
}
