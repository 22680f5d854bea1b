import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Limits against slow and endless senders; a phone on a poor line still has time. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      connectionsCheckingInterval: 5_000,
    },
    listener,
  );
  server.maxRequestsPerSocket = 0;
  server.on('clientError', answerUnreadable);
  return server;
}

const UNREADABLE: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers have more than 16 kB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The message took too long to arrive; send it again.'],
};
const NO_HTTP = ['400 Bad Request', 'This is not a request that HTTP/1.1 allows.'] as const;

/** What never became a request gets a problem document too, before the connection ends. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node keeps the answer under way here; after its head nothing else may be written.
  const answering = '_httpMessage' in socket && (socket._httpMessage as ServerResponse | null)?.headersSent;
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy();
    return;
  }
  const [status, detail] = UNREADABLE[error.code ?? ''] ?? NO_HTTP;
  const title = status.slice(4);
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status: Number.parseInt(status, 10),
    detail,
    errors: [],
  });
  const headers = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${body.length}`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\nconnection: close\r\n\r\n${body}`);
}

/**
 * @param setting how another port is chosen, up to its number
 * @throws Error that names the setting to change when the port is taken or not allowed
 */
export function listen(server: Server, port: number, host: string, setting = 'PORT='): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new Error(`Port ${port} is in use. Choose another one: ${setting}${port + 1}`));
      else if (error.code === 'EACCES')
        reject(new Error(`Port ${port} may not be opened by this user. Try PORT=3000`));
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

/** How long answers under way may take after a stop was asked for, and open connections be used once more. */
const DRAIN_LIMIT_MS = 5_000;
const LAST_CALL_MS = 300;

/**
 * Ends every connection after the answer that is under way on it: each answer from now on says that it is the
 * last one of its connection. Idle connections get a moment, so that a request that was just sent is not cut
 * off, and then are closed; what is not done within five seconds is cut off.
 */
export function drain(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  return new Promise((resolve) => {
    const idle = setTimeout(() => server.close(() => done()), LAST_CALL_MS);
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
    const sweep = setInterval(() => server.closeIdleConnections(), LAST_CALL_MS);
    const done = () => {
      for (const timer of [idle, cut, sweep]) clearTimeout(timer);
      resolve();
    };
    sweep.unref();
  });
}
