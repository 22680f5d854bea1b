import '@/components/portal/portal.css';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PersonCard } from '@/components/portal/PersonCard';
import { Rail } from '@/components/portal/Rail';
import { Said } from '@/components/portal/Said';
import { getRuntime } from '@/lib/runtime';
import { requireSignedIn } from '../portal-actor';
import { Shell } from '../shell';
import { railFor } from './rail';
import { signOut } from './sign-out';

/** What stands around every page for signed-in people. Each page asks for itself who may open it. */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const [t, person] = await Promise.all([getTranslations('portal'), requireSignedIn()]);
  const { actor, name, mustChangePassword } = person;
  const catalog = getRuntime().catalog();
  const market = actor.marketId === null ? undefined : catalog.markets.get(actor.marketId)?.name;
  const region = actor.regionId === null ? undefined : catalog.regions.get(actor.regionId)?.name;
  const entries = mustChangePassword
    ? []
    : railFor(actor).map(({ path, key }) => ({ path, text: t(`rail.${key}`) }));
  return (
    <Shell part="portal">
      <div className="portal">
        <aside className="portal-side">
          <PersonCard
            name={name}
            role={actor.role}
            place={market ?? region ?? null}
            own={mustChangePassword ? [] : [{ path: '/portal/akun', text: t('account') }]}
            signOut={signOut}
          />
          <Rail label={t('label')} entries={entries} />
        </aside>
        <Said>{children}</Said>
      </div>
    </Shell>
  );
}
