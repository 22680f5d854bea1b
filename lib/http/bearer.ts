import { SmpError } from '@/lib/errors';
import type { Asked } from './asked';

/** The bearer token of a request. @throws SmpError UNAUTHENTICATED when there is none */
export function bearerToken(request: Asked): string {
  const header = request.headers.get('authorization') ?? '';
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token !== undefined) return token;
  const message = 'Send the header "Authorization: Bearer <token>".';
  throw new SmpError('UNAUTHENTICATED', message, {
    errors: [{ field: 'authorization', code: 'missing_token', message }],
  });
}
