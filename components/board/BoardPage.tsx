'use client';

import type { ComponentProps } from 'react';
import { useReceived } from '@/components/live/use-received';
import type { Sent } from '@/lib/live/sent';
import { BoardView } from './BoardView';

/** The board with its figures as they were sent. */
export function BoardPage({ figures }: { readonly figures: Sent<ComponentProps<typeof BoardView>> }) {
  return <BoardView {...useReceived(figures)} />;
}
