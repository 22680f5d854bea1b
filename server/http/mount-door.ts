import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Answer, isBare } from '@/lib/http/answer';
import type { Door } from '@/lib/http/door';
import { isPackable, packed } from '@/lib/http/packed';
import { getRuntime } from '@/lib/runtime';
import { ArrivedRequest } from './arrived-request';
import { API_POLICY, SECURITY_HEADERS } from './security-headers';

/** How long the rest of a body is read and thrown away after its sender was answered. */
const DISCARD_MS = 500;

const ALWAYS: readonly string[] = [
  ...Object.entries(SECURITY_HEADERS).flat(),
  'content-security-policy',
  API_POLICY,
];

/** Mounts a door on `node:http` itself. */
export function mountDoor(door: Pick<Door, 'answer'>): RequestListener {
  return async (incoming, outgoing) => {
    try {
      const asked = new ArrivedRequest(incoming);
      const answer = await door.answer(asked);
      send(outgoing, isPackable(asked, answer) ? await packed(asked, answer) : answer);
      if (!incoming.complete) discardRest(incoming);
    } catch (err) {
      getRuntime().log.error({ err, url: incoming.url }, 'an answer could not be sent');
      outgoing.destroy();
    }
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const said = isBare(status) ? [...ALWAYS] : [...ALWAYS, 'content-length', String(length)];
  for (const name in headers) said.push(name, headers[name] ?? '');
  outgoing.writeHead(status, said);
  outgoing.end(body);
}

/** Who is still sending hears the answer, and who never ends does not hold the connection. */
function discardRest(incoming: IncomingMessage): void {
  const timer = setTimeout(() => incoming.socket.destroySoon(), DISCARD_MS);
  timer.unref();
  incoming.once('close', () => clearTimeout(timer));
  incoming.on('error', () => undefined);
  incoming.resume();
}
