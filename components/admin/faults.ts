'use client';

import { createContext, useContext } from 'react';

interface Fault {
  readonly field: string;
  readonly text: string;
}

/** What stands against the fields of the form around. */
export const FaultsContext = createContext<readonly Fault[]>([]);

export function useFault(name: string): string | null {
  return useContext(FaultsContext).find(({ field }) => field === name)?.text ?? null;
}
