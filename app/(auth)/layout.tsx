import type { ReactNode } from 'react';
import { Shell } from '../shell';

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return <Shell part="auth">{children}</Shell>;
}
