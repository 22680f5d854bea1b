import { SmpError } from '@/lib/errors';

interface Span {
  readonly from: string;
  readonly to: string;
}

/** That a span holds nothing is said of one that begins before it ends. @throws SmpError INVALID that names both ends */
export function expectInOrder({ from, to }: Span): void {
  if (Date.parse(from) <= Date.parse(to)) return;
  const message = `from (${from}) lies after to (${to}); change them round.`;
  throw new SmpError('INVALID', message, {
    errors: ['from', 'to'].map((field) => ({ field, code: 'out_of_order', message })),
  });
}
