import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { WebSocket } from 'ws';
import {
  type BoardDelta,
  LIVE_EVENTS,
  type PriceFrame,
  type PriceUpdate,
  type Subscription,
} from '@/lib/live/events';

export interface BrowserClient {
  readonly socket: Socket;
  readonly frames: PriceFrame[];
  readonly boards: BoardDelta[];
  close(): void;
}

/** Connects as a page does and follows; resolves once the server has moved it into its room. */
export async function followByBrowser(url: string, wanted: Subscription): Promise<BrowserClient> {
  const socket = io(url, { transports: ['websocket'], reconnection: false });
  const frames: PriceFrame[] = [];
  const boards: BoardDelta[] = [];
  socket.on(LIVE_EVENTS.prices, (frame: PriceFrame) => frames.push(frame));
  socket.on(LIVE_EVENTS.board, (delta: BoardDelta) => boards.push(delta));
  const joined: unknown = await socket.timeout(10_000).emitWithAck(LIVE_EVENTS.subscribe, wanted);
  if (joined !== true) throw new Error('the server refused the subscription');
  return { socket, frames, boards, close: () => socket.disconnect() };
}

/** Connects to the same channel as a program does, which is sent updates one by one. @throws what the server refuses with */
export async function followByProgram(url: string, options: Partial<ManagerOptions & SocketOptions>) {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  const updates: PriceUpdate[] = [];
  const syncs: { readonly seq: number }[] = [];
  socket.on('price_update', (update: PriceUpdate) => updates.push(update));
  socket.on('sync', (sync: { readonly seq: number }) => syncs.push(sync));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, updates, syncs, close: () => socket.disconnect() };
}

export interface PlainClient {
  readonly socket: WebSocket;
  /** Every message so far, in order. */
  readonly messages: Record<string, unknown>[];
  readonly seqs: () => number[];
  close(): void;
}

/** Connects to `/ws/prices` with a query such as `?commodity=beras-medium`. */
export async function followPlainly(url: string, query = ''): Promise<PlainClient> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/prices${query}`);
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Record<string, unknown>));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const seqs = () => messages.filter((m) => m.type === 'price_update').map((m) => Number(m.seq));
  return { socket, messages, seqs, close: () => socket.terminate() };
}

interface Answer {
  readonly prices: readonly { commodity: string; lane: string; ledger_index: number }[];
}

/** Posts and returns the prices with their places in the ledger. */
export async function postPrices(
  device: { post(body: unknown): Promise<Response> },
  reading: unknown,
): Promise<Answer['prices']> {
  const response = await device.post(reading);
  if (response.status !== 202)
    throw new Error(`ingest answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as Answer).prices;
}
