import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

const FOLDER = 'lib/services';
/** The verbs behind the doors that the pages of devices ask. */
const VERB = /^(register-devices?|move-device|set-device|hand-device|renew-device-code)\.ts$/;
/** As `code: 'known'`, as second word of `refused(…)`, or made of the field in `bad(…)`. */
const CODES = [
  [/code: '([a-z_]+)'/g, ''],
  [/refused\('[a-z_]+', '([a-z_]+)'/g, ''],
  [/bad\('([a-z_]+)'/g, 'bad_'],
] as const;

const codes = readdirSync(FOLDER)
  .filter((file) => VERB.test(file))
  .flatMap((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    return CODES.flatMap(([form, before]) => [...text.matchAll(form)].map((found) => before + found[1]));
  });

describe('what a door refuses about devices', () => {
  it('is known here', () => {
    expect(codes).toContain('known');
    expect(codes).toContain('bad_market_id');
  });

  it.each([...new Set(codes)])('is said in the language of the reader: %s', (code) => {
    for (const { devices } of [id, en])
      expect(devices.refused, 'add it to devices.refused').toHaveProperty(code);
  });
});
