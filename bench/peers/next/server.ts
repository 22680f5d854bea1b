import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { Server } from 'socket.io';

/** An ordinary custom server: every request through Next's router, socket.io beside it. */
const app = next({ dev: false, dir: dirname(fileURLToPath(import.meta.url)) });
await app.prepare();
const server = createServer(app.getRequestHandler());
Object.assign(globalThis, { io: new Server(server) });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`ready http://localhost:${address.port}`);
});
