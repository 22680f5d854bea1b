'use client';

import { useTranslations } from 'next-intl';
import { dropDrafts } from './draft';

/** Ends the session, and leaves nothing that was written for whoever signs in next on this screen. */
export function SignOut({ signOut }: { readonly signOut: () => Promise<void> }) {
  const t = useTranslations('portal');
  return (
    <form action={signOut} onSubmit={dropDrafts}>
      <button type="submit" className="link">
        {t('signOut')}
      </button>
    </form>
  );
}
