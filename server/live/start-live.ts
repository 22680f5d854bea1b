import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Closing } from '@/lib/live/events';
import type { Runtime } from '@/lib/runtime';
import { createAlertSockets } from './alert-socket';
import { startBoardDeltas } from './board-deltas';
import { startFrames } from './frames';
import { createPlainSockets } from './plain-socket';
import { readSubscription } from './read-subscription';
import { readWish } from './read-wish';
import { startSocketIo } from './socket-io';

const TICK_MS = 20;
const BOARD_MS = 500;

export interface Live {
  clients(): number;
  close(closing: Closing): void;
}

/**
 * Opens both live channels on the server and feeds them from the bus.
 *
 * @param nextUpgrade Next's own socket for reloading, while developing
 */
export function startLive(
  server: Server,
  runtime: Runtime,
  nextUpgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null,
): Live {
  const io = startSocketIo(server, {
    subscription: (wanted) => readSubscription(runtime, wanted),
    query: (said) => readWish(runtime, said),
  });
  const plain = createPlainSockets((query) => readWish(runtime, query));
  const alerts = createAlertSockets(runtime.alerts);
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/ws/prices') plain.upgrade(request, socket, head);
    else if (path === '/api/alerts/ws') alerts.upgrade(request, socket, head);
    else if (path?.startsWith('/socket.io/')) return;
    else if (nextUpgrade !== null) void nextUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  const stopFrames = startFrames(
    runtime.bus,
    TICK_MS,
    () => runtime.clock.now(),
    (frame) => {
      io.sendFrame(frame);
      plain.sendFrame(frame);
    },
  );
  const stopBoard = startBoardDeltas(runtime, BOARD_MS, (delta) => io.sendBoard(delta));
  const stopAlerts = runtime.alerts.subscribe((news) => io.sendAlert(news));
  return {
    clients: () => io.clients() + plain.clients() + alerts.clients(),
    close(closing) {
      stopAlerts();
      stopBoard();
      stopFrames();
      plain.close(closing);
      alerts.close(closing);
      io.close(closing);
    },
  };
}
