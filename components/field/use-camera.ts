'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLatest } from '@/components/live/use-latest';

/** Why there is no picture; each has a sentence that says what to do. */
export type CameraTrouble = 'permission' | 'none' | 'busy';

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'permission';
  return name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'TypeError'
    ? 'none'
    : 'busy';
}

/**
 * Shows the back camera in a video as long as the component lives. The person is asked when it first appears.
 *
 * @param onPicture called once the picture moves; what it returns is called at the end
 */
export function useCamera(onPicture?: (screen: HTMLVideoElement) => () => void): {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly trouble: CameraTrouble | null;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const told = useLatest(onPicture);
  useEffect(() => {
    const screen = video.current;
    if (screen === null) return;
    let ended = false;
    let stream: MediaStream | null = null;
    let end: (() => void) | undefined;
    const close = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (ended) return close();
      screen.srcObject = stream;
      await screen.play();
      if (!ended) end = told.current?.(screen);
    };
    open().catch((error: unknown) => {
      if (!ended) setTrouble(troubleOf(error));
    });
    return () => {
      ended = true;
      end?.();
      close();
    };
  }, [told]);
  return { video, trouble };
}
