'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { AlertNews } from '@/lib/live/alert-news';
import type { BoardDelta, Subscription } from '@/lib/live/events';
import { createLiveConnection, type FollowHandlers, type LiveConnection } from './connection';
import type { LiveStatus } from './status';
import { useLatest } from './use-latest';

const LiveContext = createContext<LiveConnection | null>(null);

/** Holds the page's only connection. Pages below it work without it too: they just do not move. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [connection] = useState(createLiveConnection);
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

function useConnection(): LiveConnection {
  const connection = useContext(LiveContext);
  if (!connection) throw new Error('a live component stands outside LiveProvider');
  return connection;
}

export function useLiveStatus(): LiveStatus {
  const connection = useConnection();
  return useSyncExternalStore(connection.onStatus, connection.status, () => 'connecting');
}

/** Follows one commodity from the position that the page's figures include. */
export function useFollow({ commodity }: Subscription, after: number, handlers: FollowHandlers): void {
  const connection = useConnection();
  const latest = useLatest(handlers);
  const start = useLatest(after);
  useEffect(() => {
    const subscription = commodity === undefined ? {} : { commodity };
    return connection.follow(subscription, start.current, {
      onUpdates: (updates) => latest.current.onUpdates(updates),
      onSnapshot: () => latest.current.onSnapshot(),
    });
  }, [connection, commodity, latest, start]);
}

export function useBoardDelta(listener: (delta: BoardDelta) => void): void {
  const connection = useConnection();
  const latest = useLatest(listener);
  useEffect(() => connection.onBoard((delta) => latest.current(delta)), [connection, latest]);
}

export function useAlertNews(listener: (news: AlertNews) => void): void {
  const connection = useConnection();
  const latest = useLatest(listener);
  useEffect(() => connection.onAlert((news) => latest.current(news)), [connection, latest]);
}
