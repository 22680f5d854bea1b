import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTlogProof, parseTlogProof } from '@/lib/ledger/tlog-proof';
import { SOFA_NOTE } from './note-vectors';

/** The example of c2sp.org/tlog-proof, with whole texts where it shortens. */
const EXAMPLE = `c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

${SOFA_NOTE}`;

const bad = expect.objectContaining({ code: 'BAD_NOTE' });

describe('a tlog-proof', () => {
  it('in the form of the specification is read and written back to the byte', () => {
    const proof = parseTlogProof(EXAMPLE);
    expect(proof).toMatchObject({ index: 73_894, checkpoint: SOFA_NOTE });
    expect(proof.hashes).toHaveLength(5);
    expect(formatTlogProof(proof)).toBe(EXAMPLE);
    const without = EXAMPLE.replace(/extra .*\n/, '');
    expect(parseTlogProof(without).extra).toBeNull();
    expect(formatTlogProof(parseTlogProof(without))).toBe(without);
  });

  it('comes back as it went in', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const proofs = fc.record({
      index: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      hashes: fc.array(hash, { maxLength: 63 }),
      checkpoint: fc.constant(SOFA_NOTE),
      extra: fc.option(fc.uint8Array({ minLength: 1, maxLength: 400 })),
    });
    fc.assert(
      fc.property(proofs, (proof) => {
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
      }),
    );
  });

  it.each([
    ['another header', EXAMPLE.replace('@v1', '@v2')],
    ['no index', EXAMPLE.replace(/index .*\n/, '')],
    ['a negative index', EXAMPLE.replace('index 7', 'index -7')],
    ['a zero in front', EXAMPLE.replace('index 7', 'index 07')],
    ['extra after the index', EXAMPLE.replace(/(extra .*\n)(index .*\n)/, '$2$1')],
    ['a hash cut off', EXAMPLE.replace('PlQ=\n', '\n')],
    ['a line that is no Base 64', EXAMPLE.replace('gSKy', '!!!!')],
    ['64 hashes', EXAMPLE.replace(/(gSK.*\n)/, '$1'.repeat(60))],
    ['no checkpoint', EXAMPLE.slice(0, EXAMPLE.indexOf('\n\n'))],
  ])('is refused with %s', (_, text) => expect(() => parseTlogProof(text)).toThrow(bad));
});
