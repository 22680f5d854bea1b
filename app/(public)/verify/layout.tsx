import type { ReactNode } from 'react';
import { WordsOf } from '../../words-of';

export default function VerifyLayout({ children }: { readonly children: ReactNode }) {
  return <WordsOf part="verify">{children}</WordsOf>;
}
