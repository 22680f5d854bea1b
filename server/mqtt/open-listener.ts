import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Log } from '@/lib/log';
import type { TlsFiles } from './tls-files';

export interface Listener {
  readonly server: Server;
  readonly port: number;
}

/**
 * Hears connections on a port, plain ones or those of TLS, whose files may be exchanged meanwhile.
 *
 * @throws the system's error when the port cannot be opened
 */
export async function openListener(
  port: number,
  host: string,
  tls: TlsFiles | null,
  log: Log,
  serve: (socket: Socket) => void,
): Promise<Listener> {
  const take = (socket: Socket) => {
    socket.setNoDelay(true);
    serve(socket);
  };
  const server = tls === null ? createServer(take) : await tlsServer(tls, log, take);
  return { server, port: await open(server, port, host) };
}

async function tlsServer(tls: TlsFiles, log: Log, take: (socket: Socket) => void): Promise<Server> {
  const server = createTlsServer(
    { ...(await tls.read()), requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' },
    take,
  );
  server.on('tlsClientError', (err) => log.debug({ err }, 'a TLS connection failed'));
  tls.onChange((context) => server.setSecureContext(context));
  return server;
}

function open(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}
