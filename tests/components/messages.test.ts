import { describe, expect, it } from 'vitest';
import { actionKey } from '@/app/(portal)/portal/audit/action-words';
import { SENTENCES } from '@/lib/auth/may';
import { AUDIT_ACTIONS } from '@/lib/market/audit-action';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

/** Every path to a text, with the names of its placeholders. */
function paths(node: object, at = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          `${at}${key} ${[...value.matchAll(/\{(\w+)\}/g)]
            .map((m) => m[1])
            .sort()
            .join(',')}`,
        ]
      : paths(value as object, `${at}${key}.`),
  );
}

describe('what a token is narrowed to', () => {
  it('has words in both languages', () => {
    for (const { portal } of [id, en])
      expect(Object.keys(portal.may).sort()).toEqual(Object.keys(SENTENCES).sort());
  });
});

describe('what the audit says was done', () => {
  it('has words in both languages for every code, and for no other', () => {
    const keys = AUDIT_ACTIONS.map((action) => actionKey(action).replace('actions.', '')).sort();
    const groups = [...new Set(AUDIT_ACTIONS.map((action) => action.split('.', 1)[0]))].sort();
    for (const { audit } of [id, en]) {
      expect(Object.keys(audit.actions).sort()).toEqual(keys);
      expect(Object.keys(audit.groups).sort()).toEqual(groups);
    }
  });
});

describe('the two languages', () => {
  it('say the same things with the same figures in them', () => {
    expect(paths(en).sort()).toEqual(paths(id).sort());
  });
});
