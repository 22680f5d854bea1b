import type { ReactNode } from 'react';
import { WordsOf } from '../../../words-of';

export default function ApiLayout({ children }: { readonly children: ReactNode }) {
  return <WordsOf part="api">{children}</WordsOf>;
}
