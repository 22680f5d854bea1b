import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IN_BROWSER } from '@/app/messages-for';
import { saidBy } from '../support/said-in-browser';

const entries = (folder: string) =>
  readdirSync(join(process.cwd(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page|layout|error|loading|not-found)\.tsx$/.test(file))
    .map((file) => join(folder, file));

/** Pages that bring words of their own. */
const APART = ['verify', 'buku-besar', 'docs/api'].map((folder) => `app/(public)/${folder}/`);
const within = (folders: readonly string[]) => (file: string) =>
  folders.some((folder) => file.startsWith(folder));

describe('the words that are sent to a browser', () => {
  it.each([
    ['public', ['app/(public)'], ['app/shell.tsx'], APART],
    ['auth', ['app/(auth)'], ['app/shell.tsx'], []],
    ['verify', ['app/(public)/verify'], [], []],
    ['book', ['app/(public)/buku-besar'], [], []],
    ['api', ['app/(public)/docs/api'], [], []],
    ['portal', ['app/(portal)'], ['app/shell.tsx'], []],
  ] as const)('are those that its components say, and no others: %s', (part, folders, more, apart) => {
    const files = folders.flatMap(entries).filter((file) => !within(apart)(file));
    const said = saidBy([...files, ...more]);
    expect([...IN_BROWSER[part]]).toEqual([...said].sort());
  });
});
