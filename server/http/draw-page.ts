import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface DrawnPage {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Asks for a page by a request of our own, which holds these headers and nothing else, and keeps what is answered. In
 * HTTP/1.0, by which a body is neither cut into chunks nor packed.
 *
 * @param prepare what else is done to an answer before it is written
 */
export async function drawPage(
  next: NextHandler,
  url: string,
  headers: Readonly<Record<string, string>>,
  prepare: (response: ServerResponse) => void,
): Promise<DrawnPage> {
  const sheet = new Sheet();
  const request = Object.assign(new IncomingMessage(sheet), {
    method: 'GET',
    url,
    headers: { ...headers },
    rawHeaders: Object.entries(headers).flat(),
    httpVersion: '1.0',
    httpVersionMajor: 1,
    httpVersionMinor: 0,
    complete: true,
  });
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(sheet);
  // What Node's server does for an answer: it goes on when there is room again, and is closed once it is complete.
  sheet.on('drain', () => response.emit('drain'));
  response.once('finish', () => sheet.destroy());
  const written = new Promise<void>((resolve, reject) => {
    response.once('finish', resolve);
    response.once('close', () => reject(new Error(`the page ${url} was given up`)));
  });
  prepare(response);
  await Promise.all([next(request, response), written]);
  return { status: response.statusCode, headers: response.getHeaders(), body: sheet.body() };
}

const END_OF_HEAD = '\r\n\r\n';

/** A connection to nobody, which keeps what is sent. */
class Sheet extends Socket {
  private readonly parts: Buffer[] = [];

  override _write(part: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.parts.push(typeof part === 'string' ? Buffer.from(part, encoding) : part);
    done();
  }

  override _writev(parts: readonly Part[], done: () => void): void {
    for (const { chunk, encoding } of parts) this._write(chunk, encoding, nothing);
    done();
  }

  override _read(): void {}

  body(): Buffer {
    const all = Buffer.concat(this.parts);
    return all.subarray(all.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
  }
}

interface Part {
  readonly chunk: Buffer | string;
  readonly encoding: BufferEncoding;
}

const nothing = () => undefined;
