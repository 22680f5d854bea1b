import { Socket } from 'node:net';

/** The sockets of connections to a database, which can be ended without asking it. */
export interface OpenSockets {
  /** A new one, for the driver to connect. */
  readonly open: () => Socket;
  /**
   * Ends those that have heard nothing since they were last written to, so long ago or longer; with 0 every one, also
   * what is idle. Whoever waits for an answer there hears of a timeout.
   */
  cut(silentMs: number): void;
}

/** @param now milliseconds of a clock that never jumps */
export function createOpenSockets(now: () => number = () => performance.now()): OpenSockets {
  const sockets = new Set<AskingSocket>();
  return {
    open() {
      const socket = new AskingSocket(now);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // The driver hears of it too, while it uses the socket.
      socket.on('error', () => undefined);
      return socket;
    },
    cut(silentMs) {
      for (const socket of sockets)
        if (silentMs === 0 || socket.silentMs() >= silentMs) socket.destroy(noSignOfLife());
    },
  };
}

/** As the system says it of a machine that does not answer. */
function noSignOfLife(): Error {
  return Object.assign(new Error('the database gave no answer in time'), { code: 'ETIMEDOUT' });
}

/** Knows since when it waits for a word. Over TLS words pass it by, and it knows of no wait. */
class AskingSocket extends Socket {
  private asked: { readonly at: number; readonly heard: number } | null = null;

  constructor(private readonly now: () => number) {
    super();
  }

  override _write(...said: Parameters<Socket['_write']>): void {
    this.asks();
    super._write(...said);
  }

  /** Several writes that left together. */
  override _writev(...said: Parameters<NonNullable<Socket['_writev']>>): void {
    this.asks();
    super._writev?.(...said);
  }

  private asks(): void {
    this.asked = { at: this.now(), heard: this.bytesRead };
  }

  silentMs(): number {
    const { asked } = this;
    return asked === null || this.bytesRead > asked.heard ? 0 : this.now() - asked.at;
  }
}
