import type { IncomingMessage } from 'node:http';
import { SmpError } from '@/lib/errors';
import type { Asked } from '@/lib/http/asked';

/** Names, addresses and ports; nothing that could end a host and begin a path. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const BYTE_ORDER_MARK = '\uFEFF';

/** A request as `node:http` read it, without the Web objects that cost as much as all that a door does with it. */
export class ArrivedRequest implements Asked {
  readonly #incoming: IncomingMessage;
  readonly method: string;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    this.method = incoming.method ?? 'GET';
  }

  get url(): string {
    const { headers, url } = this.#incoming;
    const host = headers.host ?? 'localhost';
    if (HOST.test(host)) return `http://${host}${url}`;
    const message = 'Send the header "Host" with the name of this platform.';
    throw new SmpError('MALFORMED', message, { errors: [{ field: 'host', code: 'malformed', message }] });
  }

  get headers(): Asked['headers'] {
    return this;
  }

  /** A header by its name in any case. */
  get(name: string): string | null {
    const { headers } = this.#incoming;
    const key = name.toLowerCase();
    const said = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return said === undefined ? null : typeof said === 'string' ? said : said.join(', ');
  }

  /** Stays open when the reader stops in the middle, so that the sender can still be answered. */
  get body(): AsyncIterable<Uint8Array> {
    return { [Symbol.asyncIterator]: () => this.#incoming.iterator({ destroyOnReturn: false }) };
  }

  text(): Promise<string> {
    const incoming = this.#incoming;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve(textOf(chunks)));
      incoming.on('error', reject);
      incoming.on('close', () => incoming.readableEnded || reject(cut()));
      if (incoming.destroyed) reject(cut());
    });
  }
}

const cut = () => new Error('the connection ended before the body did');

/** As `Request.text` reads it: UTF-8, a byte order mark left out. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const text = (first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks)).toString();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
