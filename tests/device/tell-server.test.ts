import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { aboutNow } from '@/device/about';
import { tellServer } from '@/device/tell-server';

it('a device tells its server how many readings wait', async () => {
  let answered: (said: unknown) => void = () => undefined;
  const heard = new Promise<unknown>((resolve) => {
    answered = resolve;
  });
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.end('{}');
    answered({ url: request.url, authorization: request.headers.authorization, body: JSON.parse(body) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const held = {
    server: `http://127.0.0.1:${port}`,
    token: 't',
    device_id: 'D',
    market_id: 'M',
    issued_at: '',
    expires_at: '',
  };
  const telling = tellServer(held, { ...aboutNow(7, null), state: 'online' });
  expect(await heard).toMatchObject({
    url: '/api/devices/status',
    authorization: 'Bearer t',
    body: { state: 'online', queue_depth: 7 },
  });
  await telling;
  server.close();
});
