import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux tells of batteries. */
const SUPPLIES = '/sys/class/power_supply';

/**
 * Charge of the battery in percent, 0–100; `null` for a device without one, or while it cannot be read.
 *
 * @param path file that holds it; `null`: the first battery that the system knows
 */
export function readBattery(path: string | null, supplies = SUPPLIES): number | null {
  try {
    const file = path ?? batteryFile(supplies);
    const percent = file === null ? Number.NaN : Number.parseFloat(readFileSync(file, 'utf8'));
    return percent >= 0 && percent <= 100 ? percent : null;
  } catch {
    return null;
  }
}

function batteryFile(supplies: string): string | null {
  if (!existsSync(supplies)) return null;
  const files = readdirSync(supplies)
    .sort()
    .filter((name) => readFileSync(join(supplies, name, 'type'), 'utf8').trim() === 'Battery')
    .map((name) => join(supplies, name, 'capacity'));
  return files[0] ?? null;
}
