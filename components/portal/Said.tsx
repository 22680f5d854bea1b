'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { SayContext } from './use-say';

/** Says what was done where the form that did it is gone, e.g. with the line that it removed. */
export function Said({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('portal.form');
  const [said, say] = useState('');
  const here = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another matter
  useEffect(() => say(''), [here]);
  return (
    <SayContext.Provider value={say}>
      {children}
      <div role="status" className={said === '' ? undefined : 'said'}>
        {said === '' ? null : (
          <>
            <p>{said}</p>
            <button type="button" className="link small" onClick={() => say('')}>
              {t('close')}
            </button>
          </>
        )}
      </div>
    </SayContext.Provider>
  );
}
