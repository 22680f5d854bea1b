import type { Server } from 'socket.io';
import { isSmpError } from '@/lib/errors';
import type { PriceFrame } from '@/lib/live/events';
import { type Filter, follows } from './plain-socket';

const WISHES = ['commodity', 'market_id', 'region'] as const;
/** Starts the names of these rooms and of no other. */
const ROOM = 'each ';

export const isSingleRoom = (room: string) => room.startsWith(ROOM);

/**
 * What `/ws/prices` says, for programs on the browser's channel: events `price_update` and `sync` with its messages,
 * by the same query. A program is who asks for something in its address, or is no page: pages say where they are from.
 * Who leaves the room to follow frames gets frames alone. A wish that cannot be met ends the connection with `errors` that
 * name the field.
 *
 * @param readWish what a query asks for; throws an SmpError that names the field
 * @returns sends what a frame holds
 */
export function startSingleUpdates(
  io: Server,
  readWish: (query: URLSearchParams) => Filter,
): (frame: PriceFrame) => void {
  const wishes = new Map<string, Filter>();
  let reached = 0;
  io.use(async (socket, next) => {
    const { url, headers } = socket.handshake;
    // Of the address itself: the library keeps one of those that are said twice.
    const { searchParams } = new URL(url, 'http://localhost');
    const said = WISHES.flatMap((name) => searchParams.getAll(name).map((value) => [name, value]));
    if (said.length === 0 && headers.origin !== undefined) return next();
    try {
      const wish = readWish(new URLSearchParams(said));
      const room = ROOM + JSON.stringify(wish);
      wishes.set(room, wish);
      await socket.join(room);
      next();
    } catch (error) {
      if (!isSmpError(error)) throw error;
      next(Object.assign(new Error(error.message), { data: { errors: error.errors } }));
    }
  });
  io.sockets.adapter.on('delete-room', (room: string) => wishes.delete(room));
  return (frame) => {
    // What another process wrote is told a little later than what came after it here.
    reached = Math.max(reached, frame.to);
    for (const [room, wish] of wishes) {
      const there = io.to(room);
      for (const update of frame.updates) if (follows(wish, update)) there.emit(update.type, update);
      there.emit('sync', { type: 'sync', seq: reached, at: frame.at });
    }
  };
}
