import { existsSync, readFileSync } from 'node:fs';
import { type Home, homeOf } from '../home';
import { BadSettings, readSettings, type Said, type Settings } from '../settings';

/** Flags that every command takes, wherever they stand on its line; commander's names. */
export interface SettingFlags {
  readonly config?: string;
  readonly server?: string;
  readonly mode?: string;
  readonly mqtt?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly certKey?: string;
  readonly mock?: string | true;
  readonly interval?: string;
  readonly batch?: string;
  readonly commodities?: string;
  readonly keyFile?: string;
  readonly log?: string;
}

/** For the help of the commands under `device`, whose flags are those of `device` as well. */
export const SETTINGS_HELP = `
Takes the settings of device --help as well, such as --config FILE.`;

export interface Context {
  readonly home: Home;
  readonly settings: Settings;
}

/**
 * Where this client keeps things, and how it is set.
 *
 * @throws BadSettings
 */
export function contextOf(flags: SettingFlags): Context {
  const home = homeOf(process.env);
  const path = flags.config ?? (existsSync(home.config) ? home.config : null);
  const file = path === null ? {} : readFile(path);
  return { home, settings: readSettings(saidBy(flags), file, path ?? undefined) };
}

/** Flags by the names that they have in a file. */
function saidBy(flags: SettingFlags): Said {
  const { server, mode, mqtt, ca, cert, certKey: cert_key } = flags;
  const { mock, interval, batch, commodities, keyFile: key_file, log } = flags;
  return { server, mode, mqtt, ca, cert, cert_key, mock, interval, batch, commodities, key_file, log };
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
