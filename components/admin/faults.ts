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

/**
 * What no field of the form can say beside itself, since it is about the whole or about something that people cannot
 * fill in there; each is said once.
 */
export function faultsOfAll(faults: readonly Fault[], fields: ReadonlySet<string>): readonly string[] {
  return [...new Set(faults.filter(({ field }) => !fields.has(field)).map(({ text }) => text))];
}
