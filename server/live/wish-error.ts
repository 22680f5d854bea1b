import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SmpError } from '@/lib/errors';
import type { WishError } from '@/lib/live/events';
import type { SocketPool } from './socket-pool';

/** How either socket says that a wish cannot be met. */
export function wishError({ message, errors }: SmpError): WishError {
  return { type: 'error', detail: message, errors };
}

/** Says so on a plain socket, and closes it. */
export function refuseWish(
  pool: Pick<SocketPool<never>, 'refuse'>,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  error: SmpError,
): void {
  const fields = error.errors.map(({ field, code }) => `${field}: ${code}`).join(', ');
  pool.refuse(request, socket, head, JSON.stringify(wishError(error)), fields);
}
