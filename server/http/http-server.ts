import { createServer, type RequestListener, type Server } from 'node:http';

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
  return server;
}

/** @throws Error that names the variable to change when the port is taken or not allowed */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new Error(`Port ${port} is in use. Choose another one: PORT=${port + 1}`));
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

/** Stops listening, lets what is under way end, and closes idle connections at once. */
export function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
