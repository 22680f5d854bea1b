import type { Socket } from 'socket.io-client';
import { ALERT_EVENT, type AlertNews } from '@/lib/live/alert-news';
import type { BoardDelta, Closing, PriceFrame, PriceUpdate, Subscription } from '@/lib/live/events';
import { LIVE_EVENTS } from '@/lib/live/events';
import { fetchUpdates } from './fetch';
import {
  caughtUp,
  type FollowEffect,
  type FollowEvent,
  type FollowState,
  follow,
  startFollowing,
} from './follow';
import { backoffMs, type LinkFacts, type LiveStatus, liveStatus } from './status';

export interface FollowHandlers {
  /** Each update once, in rising order. */
  readonly onUpdates: (updates: readonly PriceUpdate[]) => void;
  /** Fetches the page's figures anew and resolves with their `seq`; rejects when it could not. */
  readonly onSnapshot: () => Promise<number>;
}

/** One page at a time follows prices; national figures come to everyone. Constructed idle. */
export interface LiveConnection {
  start(): void;
  stop(): void;
  /** Follows from ledger position `after` until the returned function is called or another page follows. */
  follow(subscription: Subscription, after: number, handlers: FollowHandlers): () => void;
  onBoard(listener: (delta: BoardDelta) => void): () => void;
  onAlert(listener: (news: AlertNews) => void): () => void;
  status(): LiveStatus;
  onStatus(listener: () => void): () => void;
}

interface Following {
  readonly subscription: Subscription;
  readonly handlers: FollowHandlers;
  state: FollowState;
  /** False until the server has moved this socket into the right room: earlier frames are of another one. */
  joined: boolean;
}

const TICK_MS = 1_000;
const JOIN_TIMEOUT_MS = 4_000;

export function createLiveConnection(): LiveConnection {
  let socket: Socket | null = null;
  let following: Following | null = null;
  let status: LiveStatus = 'connecting';
  let facts: LinkFacts = { online: true, connected: false, met: false, lostAt: 0, behindSince: null };
  let stops: (() => void)[] = [];
  const boardListeners = new Set<(delta: BoardDelta) => void>();
  const alertListeners = new Set<(news: AlertNews) => void>();
  const statusListeners = new Set<() => void>();

  const know = (change: Partial<LinkFacts>) => {
    const now = Date.now();
    facts = { ...facts, ...change };
    const behind = following !== null && !caughtUp(following.state);
    facts = { ...facts, behindSince: behind ? (facts.behindSince ?? now) : null };
    const next = liveStatus(facts, now);
    if (next === status) return;
    status = next;
    for (const listener of statusListeners) listener();
  };

  const feed = (who: Following, event: FollowEvent) => {
    if (who !== following) return;
    const step = follow(who.state, event);
    who.state = step.state;
    for (const effect of step.effects) run(who, effect);
    know({});
  };

  const run = (who: Following, effect: FollowEffect) => {
    if (effect.type === 'deliver') return who.handlers.onUpdates(effect.updates);
    const answer = async () => {
      if (who !== following) return;
      try {
        if (effect.type === 'snapshot') feed(who, { type: 'snapshot', seq: await who.handlers.onSnapshot() });
        else feed(who, { type: 'refilled', page: await fetchUpdates(effect.after, who.subscription) });
      } catch {
        feed(who, { type: 'failed' });
      }
    };
    setTimeout(answer, backoffMs(effect.attempt, Math.random()));
  };

  const join = (who: Following) => {
    const open = socket;
    if (!open?.connected) return;
    who.joined = false;
    open.timeout(JOIN_TIMEOUT_MS).emit(LIVE_EVENTS.subscribe, who.subscription, () => {
      if (who !== following || !open.connected) return;
      who.joined = true;
      feed(who, { type: 'connected' });
    });
  };

  const open = async (isStopped: () => boolean) => {
    const { io } = await import('socket.io-client');
    if (isStopped()) return;
    const made = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelayMax: 5_000,
    });
    socket = made;
    made.on('connect', () => {
      know({ connected: true, met: true });
      if (following) join(following);
    });
    made.on('disconnect', () => {
      know({ connected: false, lostAt: Date.now() });
      if (following) feed(following, { type: 'disconnected' });
    });
    made.on(LIVE_EVENTS.prices, (frame: PriceFrame) => {
      if (following?.joined) feed(following, { type: 'frame', frame });
    });
    made.on(LIVE_EVENTS.board, (delta: BoardDelta) => {
      for (const listener of boardListeners) listener(delta);
    });
    made.on(ALERT_EVENT, (news: AlertNews) => {
      for (const listener of alertListeners) listener(news);
    });
    made.on(LIVE_EVENTS.closing, ({ retry_ms }: Closing) => {
      const spread = retry_ms * (1 + Math.random());
      made.once('disconnect', () => setTimeout(() => made === socket && made.connect(), spread));
    });
  };

  return {
    start() {
      if (stops.length > 0) return;
      let stopped = false;
      facts = { ...facts, online: navigator.onLine, lostAt: Date.now() };
      const online = () => {
        know({ online: true, lostAt: Date.now() });
        socket?.connect();
      };
      const offline = () => know({ online: false });
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      const timer = setInterval(() => know({}), TICK_MS);
      open(() => stopped).catch(() => know({ connected: false }));
      stops = [
        () => {
          stopped = true;
        },
        () => window.removeEventListener('online', online),
        () => window.removeEventListener('offline', offline),
        () => clearInterval(timer),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      socket?.disconnect();
      socket = null;
      know({ connected: false, met: false });
    },
    follow(subscription, after, handlers) {
      const who: Following = { subscription, handlers, state: startFollowing(after), joined: false };
      following = who;
      join(who);
      return () => {
        if (following === who) following = null;
      };
    },
    onBoard(listener) {
      boardListeners.add(listener);
      return () => boardListeners.delete(listener);
    },
    onAlert(listener) {
      alertListeners.add(listener);
      return () => alertListeners.delete(listener);
    },
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
  };
}
