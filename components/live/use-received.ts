import { useMemo } from 'react';
import { received, type Sent } from '@/lib/live/sent';

/** What the server sent as one text; the same value for as long as the text is. */
export function useReceived<Value>(text: Sent<Value>): Value {
  return useMemo(() => received(text), [text]);
}
