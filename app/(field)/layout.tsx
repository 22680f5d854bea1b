import './field.css';
import type { ReactNode } from 'react';

/** The phone app stands alone: no top line, no foot, no live connection of the open pages. */
export default function FieldLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
