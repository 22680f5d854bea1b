import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { isSmpError } from '@/lib/errors';
import { ALERT_EVENT, type AlertNews } from '@/lib/live/alert-news';
import {
  type BoardDelta,
  type Closing,
  LIVE_EVENTS,
  type PriceFrame,
  type Subscription,
} from '@/lib/live/events';
import type { Filter } from './plain-socket';
import { isSingleRoom, startSingleUpdates } from './single-updates';
import { wishError } from './wish-error';

export interface LiveSockets {
  sendFrame(frame: PriceFrame): void;
  sendBoard(delta: BoardDelta): void;
  sendAlert(news: AlertNews): void;
  clients(): number;
  /** Tells every client when to come back, then closes. */
  close(closing: Closing): void;
}

/** What a client asks for. Both throw an SmpError that names the field. */
export interface WishReaders {
  subscription(wanted: unknown): Subscription;
  query(said: URLSearchParams): Filter;
}

const EVERYTHING = 'all';
const FAREWELL_MS = 1_000;

/**
 * The browser's channel, where programs that do not follow frames are sent updates one by one. A client follows one
 * commodity, market or region, or everything; each of these is a room, and a frame is cut to its room once, however many
 * are in it. `from` and `to` stay those of the whole frame, so that a client of any room knows that it missed nothing. A
 * wish that cannot be met is answered with an `error` that names the field and acknowledged with `false`; the client goes
 * on with what it followed before.
 */
export function startSocketIo(http: HttpServer, read: WishReaders): LiveSockets {
  const io = new Server(http, { serveClient: false, maxHttpBufferSize: 4_096, perMessageDeflate: false });
  const sendSingly = startSingleUpdates(io, read.query);
  io.on('connection', (socket) => {
    socket.on(LIVE_EVENTS.subscribe, async (...said: unknown[]) => {
      // The wish itself may be left out; whoever wants to hear what became of it asks last.
      const done = said.at(-1);
      const wanted = typeof said[0] === 'function' ? {} : said[0];
      const joined = await meet(socket, () => read.subscription(wanted));
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
      const quiet = [...io.sockets.adapter.rooms.keys()].filter(
        (r) => r.includes(':') && !isSingleRoom(r) && !news.has(r),
      );
      if (quiet.length > 0) io.to(quiet).emit(LIVE_EVENTS.prices, { ...frame, updates: [] });
      sendSingly(frame);
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

/** @returns false for a wish that cannot be met, once the client was told why */
async function meet(socket: Socket, read: () => Subscription): Promise<boolean> {
  try {
    await follow(socket, read());
    return true;
  } catch (error) {
    if (!isSmpError(error)) throw error;
    socket.emit(LIVE_EVENTS.error, wishError(error));
    return false;
  }
}

/** Puts a client into the room it asked for and out of the one before. */
async function follow(socket: Socket, wanted: Subscription): Promise<void> {
  for (const held of socket.rooms) if (held !== socket.id) await socket.leave(held);
  await socket.join(roomOf(wanted));
}

function roomOf(wanted: Subscription): string {
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
