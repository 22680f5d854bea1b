'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchBoard } from '@/components/live/fetch';
import { useBoardDelta, useLiveStatus } from '@/components/live/LiveProvider';
import type { Board } from '@/lib/live/board';
import { applyBoardDelta } from './apply-delta';

/** A fresh snapshot at most this often while news comes in: it corrects changes and counts. */
const REFRESH_MS = 30_000;

/**
 * The board, moving with the national prices, and read anew after every lost connection. The way back to a page draws it as
 * it was first loaded, so what moved before it was here is read as well.
 */
export function useBoard(initial: Board): Board {
  const [board, setBoard] = useState(initial);
  const status = useLiveStatus();
  const lost = useRef(true);
  const moved = useRef(false);

  useBoardDelta((delta) => {
    moved.current = true;
    setBoard((old) => applyBoardDelta(old, delta));
  });

  useEffect(() => {
    if (status === 'stale' || status === 'offline') lost.current = true;
    if (status !== 'live' || !lost.current) return;
    lost.current = false;
    fetchBoard().then(setBoard, () => {
      lost.current = true;
    });
  }, [status]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!moved.current || document.hidden) return;
      moved.current = false;
      fetchBoard().then(
        (fresh) => setBoard((old) => (fresh.seq >= old.seq ? fresh : old)),
        () => {
          moved.current = true;
        },
      );
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);

  return board;
}
