import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { ALERT_EVENT, type AlertNews } from '@/lib/live/alert-news';
import { type BoardDelta, type Closing, LIVE_EVENTS, type PriceFrame } from '@/lib/live/events';

const subscription = z.strictObject({
  commodity: z.string().max(64).optional(),
  market_id: z.string().max(64).optional(),
  region_id: z.number().int().optional(),
});

export interface LiveSockets {
  sendFrame(frame: PriceFrame): void;
  sendBoard(delta: BoardDelta): void;
  sendAlert(news: AlertNews): void;
  clients(): number;
  /** Tells every client when to come back, then closes. */
  close(closing: Closing): void;
}

const EVERYTHING = 'all';
const FAREWELL_MS = 1_000;

/**
 * The browser's channel. A client follows one commodity, market or region, or everything; each of these is
 * a room, and a frame is cut to its room once, however many are in it. `from` and `to` stay those of the
 * whole frame, so that a client of any room knows that it missed nothing.
 */
export function startSocketIo(http: HttpServer): LiveSockets {
  const io = new Server(http, { serveClient: false, maxHttpBufferSize: 4_096, perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.on(LIVE_EVENTS.subscribe, async (wanted: unknown, done?: unknown) => {
      const joined = await follow(socket, wanted);
      if (typeof done === 'function') done(joined);
    });
  });
  const populated = (room: string) => (io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0;
  return {
    sendFrame(frame) {
      if (io.engine.clientsCount === 0) return;
      const news = split(frame);
      for (const [room, updates] of news) {
        if (populated(room)) io.to(room).emit(LIVE_EVENTS.prices, { ...frame, updates });
      }
      // Rooms without news of their own still learn how far the ledger has come.
      const quiet = [...io.sockets.adapter.rooms.keys()].filter((r) => r.includes(':') && !news.has(r));
      if (quiet.length > 0) io.to(quiet).emit(LIVE_EVENTS.prices, { ...frame, updates: [] });
    },
    sendAlert: (news) => void io.emit(ALERT_EVENT, news),
    sendBoard: (delta) => void io.emit(LIVE_EVENTS.board, delta),
    clients: () => io.engine.clientsCount,
    close(closing) {
      io.emit(LIVE_EVENTS.closing, closing);
      // Each connection closes once it has sent what waits; who does not read is cut off later.
      io.disconnectSockets(true);
      // The engine alone: closing the whole would close the HTTP server under requests that are under way.
      setTimeout(() => io.engine.close(), FAREWELL_MS);
    },
  };
}

/** Puts a client into the room it asked for and out of the one before. @returns false for a bad wish */
async function follow(socket: Socket, wanted: unknown): Promise<boolean> {
  const parsed = subscription.safeParse(wanted ?? {});
  if (!parsed.success) return false;
  for (const held of socket.rooms) if (held !== socket.id) await socket.leave(held);
  await socket.join(roomOf(parsed.data));
  return true;
}

type Wanted = z.output<typeof subscription>;

function roomOf(wanted: Wanted): string {
  if (wanted.market_id !== undefined) return `m:${wanted.market_id}:${wanted.commodity ?? ''}`;
  if (wanted.region_id !== undefined) return `r:${wanted.region_id}:${wanted.commodity ?? ''}`;
  if (wanted.commodity !== undefined) return `c:${wanted.commodity}`;
  return EVERYTHING;
}

/** A frame's updates by every room that wants them. */
function split(frame: PriceFrame): Map<string, PriceFrame['updates'][number][]> {
  const rooms = new Map<string, PriceFrame['updates'][number][]>([[EVERYTHING, [...frame.updates]]]);
  for (const u of frame.updates) {
    const wanted = [
      `c:${u.commodity}`,
      `m:${u.market_id}:`,
      `m:${u.market_id}:${u.commodity}`,
      `r:${u.region_id}:`,
      `r:${u.region_id}:${u.commodity}`,
    ];
    for (const room of wanted) {
      const held = rooms.get(room);
      if (held === undefined) rooms.set(room, [u]);
      else held.push(u);
    }
  }
  return rooms;
}
