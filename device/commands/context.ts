import { existsSync, readFileSync } from 'node:fs';
import { type Home, homeOf } from '../home';
import { BadSettings, readSettings, type Said, type Settings } from '../settings';

/** Flags that every command takes; commander's names. */
export interface CommonFlags {
  readonly config?: string;
}

export interface Context {
  readonly home: Home;
  readonly settings: Settings;
}

/**
 * Where this client keeps things, and how it is set.
 *
 * @param flags settings that were said on the command line
 * @throws BadSettings
 */
export function contextOf(common: CommonFlags, flags: Said): Context {
  const home = homeOf(process.env);
  const path = common.config ?? (existsSync(home.config) ? home.config : null);
  const file = path === null ? {} : readFile(path);
  return { home, settings: readSettings(flags, file, path ?? undefined) };
}

function readFile(path: string): Said {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new BadSettings(
      `The configuration file ${path} cannot be read; check its name and who may read it.`,
    );
  }
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as Said;
  } catch {
    // Said below.
  }
  throw new BadSettings(
    `The configuration file ${path} must hold one JSON object, such as {"interval": 60}.`,
  );
}
