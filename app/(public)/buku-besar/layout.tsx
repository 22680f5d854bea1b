import type { ReactNode } from 'react';
import { WordsOf } from '../../words-of';

export default function BookLayout({ children }: { readonly children: ReactNode }) {
  return <WordsOf part="book">{children}</WordsOf>;
}
