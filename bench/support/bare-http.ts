import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What `node:http` alone takes to send as many bytes as a receipt has: the floor under every door. */
const BODY = 'x'.repeat(Number(process.env.BARE_BYTES ?? 5_000));

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': BODY.length });
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://localhost:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));
