'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const SayContext = createContext<(text: string) => void>(() => undefined);

/** Says something for the whole page, so that it outlives the form that it came from; nothing takes it away. */
export function useSay(): (text: string) => void {
  return useContext(SayContext);
}

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
