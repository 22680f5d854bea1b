import type { PoolClient } from 'pg';

export interface ProviderMatch {
  readonly id: string;
  readonly role: string;
  readonly marketId: number | null;
  readonly regionId: number | null;
  /** Found by the provider's own name for the person, not by the address. */
  readonly linked: boolean;
}

/**
 * Who somebody at the provider is here: by the link made at their first sign-in, else by address when no link
 * exists yet. Locked until the transaction ends; never somebody disabled.
 */
export async function matchProvider(
  client: PoolClient,
  who: { readonly issuer: string; readonly subject: string; readonly email: string | null },
): Promise<ProviderMatch | null> {
  const { rows } = await client.query<ProviderMatch>(
    `SELECT id, role, market_id AS "marketId", region_id AS "regionId", oidc_subject IS NOT NULL AS linked
     FROM app_user
     WHERE disabled_at IS NULL AND (oidc_issuer = $1 AND oidc_subject = $2 OR oidc_subject IS NULL AND email = $3)
     ORDER BY oidc_subject IS NULL LIMIT 1 FOR UPDATE`,
    [who.issuer, who.subject, who.email],
  );
  return rows[0] ?? null;
}

export async function writeProviderLink(
  client: PoolClient,
  id: string,
  issuer: string,
  subject: string,
): Promise<void> {
  await client.query('UPDATE app_user SET oidc_issuer = $2, oidc_subject = $3 WHERE id = $1', [
    id,
    issuer,
    subject,
  ]);
}
