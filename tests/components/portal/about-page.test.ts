import { describe, expect, it } from 'vitest';
import { aboutPage, railFor } from '@/app/(portal)/rail';
import type { Actor, Role } from '@/lib/auth/actor';
import en from '@/messages/en.json';
import id from '@/messages/id.json';

function person(role: Role, marketId: number | null = null): Actor {
  return { kind: 'user', userId: 'u', role, marketId, regionId: null };
}

/** The pages whose tile only tells what there is to read. */
const readOnly = (actor: Actor) =>
  railFor(actor)
    .map((entry) => aboutPage(actor, entry))
    .filter((words) => words.startsWith('reads.'));

describe('the tiles of the portal', () => {
  it('promise nobody what they may not do', () => {
    expect(readOnly(person('auditor'))).toEqual([
      'reads.review',
      'reads.alerts',
      'reads.devices',
      'reads.people',
    ]);
    expect(readOnly(person('officer'))).toEqual(['reads.devices']);
    expect(readOnly(person('officer', 1))).toEqual(['reads.review', 'reads.devices']);
    expect(readOnly(person('operator'))).toEqual([]);
    expect(readOnly(person('admin'))).toEqual([]);
  });

  it('have words in both languages', () => {
    const start = ({ key }: { key: string }) => key === 'start';
    for (const actor of [person('admin'), person('auditor')])
      for (const entry of railFor(actor).filter((one) => !start(one))) {
        const [part, key] = aboutPage(actor, entry).split('.') as ['about' | 'reads', string];
        for (const { portal } of [id, en])
          expect({ key, words: (portal[part] as Record<string, string>)[key] }).not.toMatchObject({
            words: undefined,
          });
      }
  });
});
