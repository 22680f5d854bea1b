import { describe, expect, it } from 'vitest';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { parsePolicy, quorumMet } from '@/lib/ledger/policy';
import { formatVerifierKey } from '@/lib/ledger/verifier-key';
import { logSecondSigner, logSigner, witnessSigners } from './published-log';

const [w1 = '', w2 = '', w3 = ''] = witnessSigners.map(({ key }) => formatVerifierKey(key));
const log = formatVerifierKey(logSigner.key);
const read = (text: string) => parsePolicy(nodeSha256, text);

const NESTED = `# who may say that prices were not changed
log ${log} https://ledger.example/ledger/
log ${formatVerifierKey(logSecondSigner.key)}

witness A ${w1} https://a.example/
\twitness B ${w2}
witness C ${w3}
group offices any A B
group all-of-them all offices C
quorum all-of-them
`;

describe('a policy', () => {
  it('counts groups of groups as the specification says', () => {
    const policy = read(NESTED);
    expect(policy.logs).toEqual([logSigner.key, logSecondSigner.key]);
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['A', 'https://a.example/'],
      ['B', null],
      ['C', null],
    ]);
    const met = (...names: string[]) =>
      quorumMet(
        policy.quorum,
        new Set(policy.witnesses.filter(({ name }) => names.includes(name)).map(({ key }) => key)),
      );
    expect([met('A', 'C'), met('B', 'C'), met('A', 'B', 'C')]).toEqual([true, true, true]);
    expect([met(), met('C'), met('A', 'B')]).toEqual([false, false, false]);
  });

  it('may ask for no witness, for one, or for k of n', () => {
    expect(quorumMet(read('quorum none').quorum, new Set())).toBe(true);
    const one = read(`witness A ${w1}\nquorum A`);
    expect(quorumMet(one.quorum, new Set())).toBe(false);
    expect(quorumMet(one.quorum, new Set([one.witnesses[0]?.key ?? expect.unreachable()]))).toBe(true);
    const two = read(`witness A ${w1}\nwitness B ${w2}\nwitness C ${w3}\ngroup g 2 A B C\nquorum g`);
    const keys = two.witnesses.map(({ key }) => key);
    expect(quorumMet(two.quorum, new Set(keys.slice(0, 1)))).toBe(false);
    expect(quorumMet(two.quorum, new Set(keys.slice(1)))).toBe(true);
  });

  it.each([
    ['no quorum', `log ${log}`],
    ['two quorums', 'quorum none\nquorum none'],
    ['a quorum of nobody known', 'quorum X'],
    ['a quorum before its group', `witness A ${w1}\nquorum g\ngroup g any A`],
    ['the same witness key twice', `witness A ${w1}\nwitness B ${w1}\nquorum none`],
    ['the same name twice', `witness A ${w1}\nwitness A ${w2}\nquorum none`],
    ['the name none', `witness none ${w1}\nquorum none`],
    ['the same log twice', `log ${log}\nlog ${log}\nquorum none`],
    ['a witness with the key of a log', `witness A ${log}\nquorum none`],
    ['a log with the key of a witness', `log ${w1}\nquorum none`],
    ['a member in two groups', `witness A ${w1}\ngroup g any A\ngroup h any A\nquorum none`],
    ['more asked for than there are', `witness A ${w1}\ngroup g 2 A\nquorum g`],
    ['none asked for', `witness A ${w1}\ngroup g 0 A\nquorum g`],
    ['an empty group', 'group g all\nquorum g'],
    ['a damaged key', `log ${log.slice(0, -1)}\nquorum none`],
    ['an unknown word', 'quorums none'],
  ])('is refused with %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'BAD_NOTE' }));
  });
});
