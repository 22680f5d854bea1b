'use client';

import { ErrorView } from '@/components/ui/ErrorView';

interface Props {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function PortalError({ error, reset }: Props) {
  return <ErrorView digest={error.digest} retry={reset} />;
}
