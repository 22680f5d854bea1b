import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

const FOLDER = 'lib/services';
/** The verbs behind the forms of the portal. */
const VERB =
  /^(save-|close-market|record-event|person-standing|invite-|change-|reset-|manage-tokens|second-step)/;
/** A code as it stands second in what names a field and why it is refused. */
const CODE = /(?:\.add|refusal|conflict|refused)\(\s*[^,()]+,\s*'([a-z_]+)'/g;

const codes = readdirSync(FOLDER)
  .filter((file) => VERB.test(file))
  .flatMap((file) => [...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(CODE)].map((m) => m[1] ?? ''));

describe('what a form of the portal refuses', () => {
  it.each([...new Set(codes)])('is said in the language of the reader: %s', (code) => {
    for (const { admin, faults } of [id, en])
      expect({ ...admin.fault, ...faults }, 'add it to admin.fault or faults').toHaveProperty(code);
  });
});
