'use client';

import { createContext, useContext } from 'react';

export const SayContext = createContext<(text: string) => void>(() => undefined);

/** Says something for the whole page, so that it outlives the form that it came from; nothing takes it away. */
export function useSay(): (text: string) => void {
  return useContext(SayContext);
}
