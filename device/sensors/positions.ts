import { existsSync, readFileSync } from 'node:fs';
import { writePrivately } from '../private-files';

/** Up to where files have been read, by path. */
export interface Positions {
  get(file: string): number;
  set(file: string, position: number): void;
}

export function openPositions(path: string): Positions {
  const held = new Map<string, number>();
  if (existsSync(path)) {
    const said = JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>;
    for (const [file, position] of Object.entries(said)) held.set(file, position);
  }
  return {
    get: (file) => held.get(file) ?? 0,
    set(file, position) {
      if (held.get(file) === position) return;
      held.set(file, position);
      writePrivately(path, JSON.stringify(Object.fromEntries(held)));
    },
  };
}
