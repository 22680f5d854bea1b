import type { Sent } from './outcome';

/** A reading on its way: its place in the queue, its name, and the JSON text that was queued. */
export interface Sending {
  readonly seq: number;
  readonly readingId: string;
  readonly text: string;
}

/** A way to the server. */
export interface Sender {
  /** Sends oldest first and waits until the server said what is durable; never throws. */
  send(readings: readonly Sending[]): Promise<Sent>;
  /** Says how the device is, when there is a way to say it now. */
  tell(): Promise<void>;
  close(): Promise<void>;
}
