import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { PERSON_ROLES, placeName, regionChoices } from '@/app/places';
import { requireActor } from '@/app/portal-actor';
import { TokenFields } from '@/components/people/TokenFields';
import { ActionForm } from '@/components/portal/ActionForm';
import { isLocale, moment } from '@/components/ui/format';
import { may, SENTENCES } from '@/lib/auth/may';
import { getRuntime } from '@/lib/runtime';
import { listTokens, type TokenLine } from '@/lib/services/read-tokens';
import { issue, revoke, rotate } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tokens');
  return { title: t('title') };
}

/** What a role's tokens can be narrowed to. */
const SCOPES = Object.fromEntries(
  PERSON_ROLES.map((role) => [
    role,
    Object.entries(SENTENCES)
      .filter(
        ([sentence, roles]) =>
          (roles as readonly string[]).includes(role) && !sentence.includes('own account'),
      )
      .map(([sentence]) => sentence),
  ]),
);

/** API tokens of programs and partners. */
export default async function TokensPage() {
  const { actor } = await requireActor('see tokens');
  const runtime = getRuntime();
  const now = runtime.clock.now();
  const [t, portal, locale, tokens] = await Promise.all([
    getTranslations('tokens'),
    getTranslations('portal'),
    getLocale(),
    listTokens(runtime, actor),
  ]);
  const manages = may(actor, 'manage tokens');
  const at = (time: number) => moment(time, 'Asia/Jakarta', isLocale(locale) ? locale : 'id');
  const state = ({ revokedAt, expiresAt, replaced }: TokenLine) => {
    if (revokedAt !== null) return 'revoked';
    if (expiresAt !== null && expiresAt <= now) return 'expired';
    return replaced ? 'replaced' : 'active';
  };
  return (
    <main className="portal-main" id="content">
      <h1 className="page-title">{t('title')}</h1>
      <p className="measure lead">{t('lead')}</p>
      {manages ? (
        <details className="panel disclosure">
          <summary>{t('issue')}</summary>
          <ActionForm action={issue} send={t('send')} main>
            <TokenFields
              roles={PERSON_ROLES}
              scopes={SCOPES}
              regions={actor.regionId === null && actor.marketId === null ? regionChoices() : []}
            />
          </ActionForm>
        </details>
      ) : null}
      {tokens.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <ul className="panel lines" hidden={tokens.length === 0}>
        {tokens.map((token) => (
          <li key={token.id} className="line">
            <div>
              <p className="line-name">
                {token.name}
                <span className={`tag-quiet state-${state(token)}`}>{t(`state.${state(token)}`)}</span>
              </p>
              <p className="small">
                <code>{token.prefix}…</code> · {portal(`roles.${token.role}`)} ·{' '}
                {placeName(token) ?? portal('nation')}
              </p>
              <p className="muted small">
                {token.scopes.length === 0
                  ? t('allScopes')
                  : token.scopes.map((scope) => portal(`may.${scope}`)).join(', ')}
              </p>
              <p className="muted small">
                {t('times', {
                  made: at(token.createdAt),
                  by: token.by ?? t('commandLine'),
                  ends: token.expiresAt === null ? t('noEnd') : at(token.expiresAt),
                  used: token.lastUsedAt === null ? t('unused') : at(token.lastUsedAt),
                })}
              </p>
            </div>
            {manages && (state(token) === 'active' || state(token) === 'replaced') ? (
              <details className="disclosure">
                <summary>{t('manage', { name: token.name })}</summary>
                <div className="stack">
                  {state(token) === 'active' ? (
                    <ActionForm action={rotate} values={{ token: token.id }} send={t('rotate')}>
                      <label className="field field-wide">
                        <span>{t('overlap')}</span>
                        <select className="input" name="overlap" defaultValue="24">
                          {[0, 1, 24, 168, 720].map((hours) => (
                            <option key={hours} value={hours}>
                              {t('hours', { hours })}
                            </option>
                          ))}
                        </select>
                      </label>
                    </ActionForm>
                  ) : null}
                  <ActionForm
                    action={revoke}
                    values={{ token: token.id }}
                    send={t('revoke')}
                    confirm={t('revokeSure')}
                  />
                </div>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </main>
  );
}
