import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IN_BROWSER } from '@/app/messages-for';
import { saidBy } from '../support/said-in-browser';

const entries = (folder: string) =>
  readdirSync(join(process.cwd(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page|layout|error|loading|not-found)\.tsx$/.test(file))
    .map((file) => join(folder, file));

describe('the words that are sent to a browser', () => {
  it.each([
    ['public', ['app/(public)', 'app/(auth)'], ['app/shell.tsx']],
    ['portal', ['app/(portal)'], ['app/shell.tsx']],
  ] as const)('are those that its components say, and no others: %s', (part, folders, more) => {
    const said = saidBy([...folders.flatMap(entries), ...more]);
    expect([...IN_BROWSER[part]]).toEqual([...said].sort());
  });
});
