import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offers } from '@/components/review/offers';
import { DECISIONS } from '@/lib/market/review';
import { caseOf } from '@/lib/review/case';
import { nextStep } from '@/lib/review/step';
import { lanes, makeMove, move, Written } from '../../lib/review/written-case';

type Card = NonNullable<Parameters<typeof offers>[0]>;

const HELD: Card = {
  may_decide: true,
  barred: false,
  state: 'open',
  lane: 'quarantined',
  handed_on: false,
  pending: null,
};

const offered = (over: Partial<Card>) =>
  DECISIONS.filter((decision) => offers({ ...HELD, ...over }, decision));

describe('what the desk offers for a case', () => {
  it.each([
    ['a held one', {}, ['accept', 'reject', 'correct', 'ask_again']],
    ['one that was decided', { state: 'decided' }, ['undo']],
    ['one whose reporter was asked', { state: 'asked' }, ['accept', 'reject', 'correct', 'undo']],
    ['one whose phone went on to somebody else', { handed_on: true }, ['accept', 'reject', 'correct']],
    ['one that counts', { state: 'standing', lane: 'accepted' }, ['reject', 'correct']],
    [
      'an appeal against what counts',
      { state: 'appealed', lane: 'accepted' },
      ['accept', 'reject', 'correct', 'ask_again'],
    ],
    [
      'a proposal',
      { state: 'proposed', pending: { act: 'accept' } },
      ['accept', 'reject', 'correct', 'ask_again', 'decline'],
    ],
    ['a proposal to undo', { state: 'proposed', pending: { act: 'undo' } }, ['undo', 'decline']],
    ['one for somebody else', { may_decide: false }, []],
    ['one of which the viewer decided before the appeal', { barred: true }, []],
  ] as const)('is only what can be done: %s', (_name, over, decisions) => {
    expect(offered(over)).toEqual(decisions);
  });

  it('is nothing while no case is open', () => {
    expect(DECISIONS.filter((decision) => offers(null, decision))).toEqual([]);
  });

  it('holds back nothing that would be taken, whatever happened to the case', () => {
    fc.assert(
      fc.property(lanes, fc.array(move, { maxLength: 20 }), fc.boolean(), (lane, moves, large) => {
        const one = new Written(lane);
        let now = 0;
        for (const made of moves) {
          now += made.hours * 3_600_000;
          makeMove(one, made, now);
        }
        const at = caseOf(one.facts, now);
        const card = { may_decide: true, barred: false, state: at.state, lane: at.lane, pending: at.pending };
        for (const decision of DECISIONS) {
          if (offers({ ...card, handed_on: at.handedOn }, decision)) continue;
          const wish = { decision, correctedPrice: decision === 'correct' ? 9 : null, person: 'user:z' };
          expect({ decision, ...nextStep(at, wish, 10, large, now) }).toMatchObject({ ok: false });
        }
      }),
    );
  });
});
