import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, utf8 } from '@/lib/ledger/bytes';
import { formatCheckpoint, parseCheckpoint } from '@/lib/ledger/checkpoint';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { ed25519Signer, nodeSchemes } from '@/lib/ledger/node-signatures';
import { formatNote, parseNote } from '@/lib/ledger/note';
import { mlDsa44Signer, portableSchemes } from '@/lib/ledger/portable-signatures';
import { openNote, signNote } from '@/lib/ledger/signatures';
import { formatVerifierKey, parseVerifierKey } from '@/lib/ledger/verifier-key';
import { ML_DSA_CHECKPOINT, ML_DSA_KEY } from './ml-dsa-vector';
import {
  PETER_KEY,
  PETER_NOTE,
  PETER_SEED,
  PETER_TEXT,
  PUBLIC_CHECKPOINT,
  PUBLIC_LOG_KEY,
  PUBLIC_WITNESS_KEYS,
  SOFA_NOTE,
  SOFA_TEXT,
  SPEC_KEY,
  SPEC_NOTE,
} from './note-vectors';

const key = (vkey: string) => parseVerifierKey(nodeSha256, vkey);
const bad = expect.objectContaining({ code: 'BAD_NOTE' });
const bothSchemes = [
  ['native', nodeSchemes],
  ['portable', portableSchemes],
] as const;

describe('a verifier key', () => {
  it.each([SPEC_KEY, PETER_KEY, PUBLIC_LOG_KEY, ...PUBLIC_WITNESS_KEYS, ML_DSA_KEY])(
    'of another implementation is read and written back to the byte: %.40s',
    (vkey) => expect(formatVerifierKey(key(vkey))).toBe(vkey),
  );

  it.each([
    ['another key id', SPEC_KEY.replace('530d903a', '530d903b')],
    ['a key id in capitals', SPEC_KEY.replace('530d903a', '530D903A')],
    ['another name', SPEC_KEY.replace('foo', 'bar')],
    ['a key cut off', SPEC_KEY.slice(0, -4)],
    ['no key', 'example.com/foo+530d903a+'],
    ['no id', 'example.com/foo'],
    ['an unknown kind', SPEC_KEY.replace('+Aek', '+Cek')],
    ['a space in the name', SPEC_KEY.replace('foo', 'f o')],
  ])('is refused with %s', (_, vkey) => expect(() => key(vkey)).toThrow(bad));
});

describe('a signed note', () => {
  it.each([SPEC_NOTE, PETER_NOTE, SOFA_NOTE, PUBLIC_CHECKPOINT, ML_DSA_CHECKPOINT])(
    'of the specifications is read and written back to the byte: %.30s',
    (note) => expect(formatNote(parseNote(note))).toBe(note),
  );

  it('is signed to the byte as by the reference implementation', () => {
    const seed = fromBase64(PETER_SEED) ?? new Uint8Array();
    const signer = ed25519Signer(nodeSha256, 'PeterNeumann', seed);
    expect(formatVerifierKey(signer.key)).toBe(PETER_KEY);
    expect(signNote(PETER_TEXT, [signer], 0)).toBe(PETER_NOTE);
  });

  it.each(bothSchemes)('is opened with its key and by no other text (%s)', async (_, schemes) => {
    const opened = await openNote(schemes, SPEC_NOTE, [key(PETER_KEY), key(SPEC_KEY)]);
    expect(opened.text).toBe('This is an example message.\n');
    expect(opened.verified.map(({ key: { name } }) => name)).toEqual(['example.com/foo']);
    await expect(openNote(schemes, SPEC_NOTE.replace('This', 'That'), [key(SPEC_KEY)])).rejects.toThrow(bad);
  });

  it.each(bothSchemes)(
    'of a public log opens for log and witnesses, with their times (%s)',
    async (_, schemes) => {
      const keys = [PUBLIC_LOG_KEY, ...PUBLIC_WITNESS_KEYS].map(key);
      const { verified } = await openNote(schemes, PUBLIC_CHECKPOINT, keys);
      expect(verified).toHaveLength(5);
      expect(verified[0]).toEqual({ key: keys[0], seconds: null });
      expect(verified.slice(1).map(({ seconds }) => seconds)).toEqual([
        0x6a122120, 0x6a122120, 0x6a122120, 0x6a122120,
      ]);
      for (const one of keys) {
        const forged = PUBLIC_CHECKPOINT.replace('1432088532', '1432088533');
        await expect(openNote(schemes, forged, [one])).rejects.toThrow(bad);
      }
    },
  );

  it('of a public witness opens with its ML-DSA-44 key, and not for another size', async () => {
    const { verified } = await openNote(portableSchemes, ML_DSA_CHECKPOINT, [key(ML_DSA_KEY)]);
    expect(verified).toEqual([{ key: key(ML_DSA_KEY), seconds: 0x6a6fb0f3 }]);
    const forged = ML_DSA_CHECKPOINT.replace('185550722', '185550723');
    await expect(openNote(portableSchemes, forged, [key(ML_DSA_KEY)])).rejects.toThrow(bad);
  });

  it('opens with no key verified when none is known', async () => {
    expect((await openNote(nodeSchemes, SPEC_NOTE, [key(PETER_KEY)])).verified).toEqual([]);
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no blank line', SPEC_NOTE.replace('\n\n', '\n')],
    ['no newline at the end', SPEC_NOTE.slice(0, -1)],
    ['a hyphen for the dash', SPEC_NOTE.replace('—', '-')],
    ['a plus in the name', SPEC_NOTE.replace('/foo', '+foo')],
    ['a no-break space in the name', SPEC_NOTE.replace('/foo', '\u00a0foo')],
    ['a tab in the text', SPEC_NOTE.replace('an', '\t')],
    ['a carriage return', SPEC_NOTE.replaceAll('\n', '\r\n')],
    ['Base 64 without padding', SPEC_NOTE.replace('=', '')],
    ['Base 64 with stray bits', SPEC_NOTE.replace('QM=', 'QN=')],
    ['a word after the signature', SPEC_NOTE.replace('=\n', '= x\n')],
    ['a key id and nothing else', 'text\n\n— a AAAAAA==\n'],
    ['too many signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
  ])('is refused with %s', (_, note) => expect(() => parseNote(note)).toThrow(bad));
});

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(7);
  const plain = { origin: 'ledger.example/prices', size: 42, root, extensions: [] };

  it('is the three lines of the specification', () => {
    const checkpoint = parseCheckpoint(SOFA_TEXT);
    expect(checkpoint).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      extensions: [],
    });
    expect(toBase64(checkpoint.root)).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
    expect(formatCheckpoint(checkpoint)).toBe(SOFA_TEXT);
    expect(parseCheckpoint(`${SOFA_TEXT}more\n`).extensions).toEqual(['more']);
  });

  it.each([
    ['a size with a zero in front', SOFA_TEXT.replace('\n2', '\n02')],
    ['a negative size', SOFA_TEXT.replace('\n2', '\n-2')],
    ['a size beyond 2^53', SOFA_TEXT.replace('20852163', '9007199254740992')],
    [
      'a hash of 31 bytes',
      SOFA_TEXT.replace('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', toBase64(root.subarray(1))),
    ],
    ['no hash', SOFA_TEXT.split('\n').slice(0, 2).join('\n')],
    ['no origin', SOFA_TEXT.replace('example.com/behind-the-sofa', '')],
    ['no newline at the end', SOFA_TEXT.slice(0, -1)],
    ['an empty line', `${SOFA_TEXT}\nmore\n`],
  ])('is refused with %s', (_, text) => expect(() => parseCheckpoint(text)).toThrow(bad));

  it('carries three kinds of signature of one log, each of which covers text and time', async () => {
    const seed = new Uint8Array(32).fill(1);
    const signers = [
      ed25519Signer(nodeSha256, plain.origin, seed),
      ed25519Signer(nodeSha256, 'witness.example', seed, 'ed25519-cosignature'),
      mlDsa44Signer(nodeSha256, plain.origin, seed),
    ];
    const note = signNote(formatCheckpoint(plain), signers, 1_765_542_896);
    for (const [, schemes] of bothSchemes) {
      const { verified } = await openNote(
        schemes,
        note,
        signers.map((signer) => signer.key),
      );
      expect(verified.map(({ seconds }) => seconds)).toEqual([null, 1_765_542_896, 1_765_542_896]);
    }
    const parsed = parseNote(note);
    for (const [i, line] of parsed.signatures.entries()) {
      const flipped = line.signature.slice();
      flipped[7] = (flipped[7] ?? 0) ^ 1;
      const forged = formatNote({ ...parsed, signatures: [{ ...line, signature: flipped }] });
      await expect(
        openNote(
          nodeSchemes,
          forged,
          signers.map((signer) => signer.key),
        ),
        `${i}`,
      ).rejects.toThrow(bad);
    }
  });

  it('with extension lines is not signed by ML-DSA-44, which would not cover them', () => {
    const signer = mlDsa44Signer(nodeSha256, plain.origin, new Uint8Array(32));
    expect(() => signNote(formatCheckpoint({ ...plain, extensions: ['x'] }), [signer], 1)).toThrow(bad);
    expect(() => signNote('no newline', [signer], 1)).toThrow(bad);
  });

  it('signed under another name is not taken for the log', async () => {
    const signer = mlDsa44Signer(nodeSha256, 'other.example', new Uint8Array(32));
    const note = signNote(formatCheckpoint(plain), [signer], 1).replace(
      '— other.example',
      '— ledger.example',
    );
    const trusted = mlDsa44Signer(nodeSha256, 'ledger.example', new Uint8Array(32)).key;
    expect((await openNote(nodeSchemes, note, [trusted])).verified).toEqual([]);
    expect(utf8(note).length).toBeLessThan(4000);
  });
});
