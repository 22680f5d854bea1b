'use client';

import type { ComponentProps } from 'react';
import { useReceived } from '@/components/live/use-received';
import type { Sent } from '@/lib/live/sent';
import { CommodityView } from './CommodityView';

/** The page of a commodity with its figures as they were sent. */
export function CommodityPage({ figures }: { readonly figures: Sent<ComponentProps<typeof CommodityView>> }) {
  return <CommodityView {...useReceived(figures)} />;
}
