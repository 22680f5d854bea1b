import type { ReactNode } from 'react';
import { Shell } from '../shell';

export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
