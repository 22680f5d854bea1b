const WIDTH = 30;
const EVERY_MS = 100;

/** A bar on the terminal for work that takes long. Nothing is drawn where nobody watches. */
export interface ProgressBar {
  /** @param fraction 0 … 1 */
  show(fraction: number): void;
  /** Removes the bar. */
  end(): void;
}

export function createProgressBar(label: string, out: NodeJS.WriteStream = process.stderr): ProgressBar {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    show(fraction) {
      const now = performance.now();
      if (!out.isTTY || now - drawnAt < EVERY_MS) return;
      drawnAt = now;
      const full = Math.round(Math.min(1, Math.max(0, fraction)) * WIDTH);
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
      out.write(`\r${label} ${bar} ${String(Math.floor(fraction * 100)).padStart(3)} %`);
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
