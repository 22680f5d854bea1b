import { equalBytes, utf8 } from '@/lib/ledger/bytes';
import { encodeLeaf } from '@/lib/ledger/leaf';
import type { PriceLeaf } from '@/lib/ledger/leaf-kinds';
import { exportHead, exportLine } from '@/lib/ledger/log-export';
import { ed25519Signer } from '@/lib/ledger/node-signatures';
import { formatNote, parseNote } from '@/lib/ledger/note';
import type { TreeHead } from '@/lib/ledger/proof';
import { proveConsistency, proveInclusion } from '@/lib/ledger/prove';
import type { NoteSigner } from '@/lib/ledger/signatures';
import {
  decodeBundle,
  encodeBundle,
  encodeTile,
  parseTilePath,
  TILE_WIDTH,
  tilePath,
  tilesAdded,
} from '@/lib/ledger/tiles';
import { formatTlogProof, parseTlogProof } from '@/lib/ledger/tlog-proof';
import { verifyExport } from '@/lib/ledger/verify-export';
import { verifyLog } from '@/lib/ledger/verify-log';
import { verifyReceipt } from '@/lib/ledger/verify-receipt';
import { answerWitnessRequest } from '@/lib/ledger/witness';
import { formatAddCheckpoint, withCosignatures } from '@/lib/ledger/witness-request';
import { LogModel } from './log-model';
import {
  logSecondSigner,
  logSigner,
  NOW,
  ORIGIN,
  policy,
  priceEntries,
  priceLeaf,
  publish,
  signCheckpoint,
  sourceOf,
  tools,
  witnessSigners,
} from './published-log';

/** A repeatable source of choices (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** A whole number, 0 … n − 1. */
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }
}

/**
 * `refused`: noticed. `harmless`: accepted, but what is proved is what was true before (a spare signature was
 * dropped, say). `accepted`: somebody was made to believe something else. There must be none of the last.
 */
export type Outcome = 'refused' | 'harmless' | 'accepted';

const SIZE = 700;
const SEEN = 520;
const honest = new LogModel().append(...priceEntries(SIZE));
const published: ReadonlyMap<string, Uint8Array> = publish(honest);
/** What a reader remembers: the tree at the time when he got a receipt, and the newest one. */
const remembered: readonly TreeHead[] = [
  { size: SEEN, root: honest.root(SEEN) },
  { size: SIZE, root: honest.root(SIZE) },
];
const logKeys: readonly NoteSigner[] = [logSigner, logSecondSigner];
const stranger = ed25519Signer(tools.sha256, ORIGIN, new Uint8Array(32).fill(99));

type Files = Map<string, Uint8Array>;
const copy = (): Files => new Map(published);

/** Judges what is served now with the eyes of a reader who remembers. */
async function readerSays(files: ReadonlyMap<string, Uint8Array>): Promise<Outcome> {
  const verdict = await verifyLog({ ...tools, source: sourceOf(files), policy, known: remembered });
  if (!verdict.ok) return 'refused';
  const { size, root } = verdict.checkpoint;
  const sameHead = size === SIZE && equalBytes(root, honest.root());
  const sameEntries = [...published].every(
    ([path, bytes]) => path === 'checkpoint' || equalBytes(bytes, files.get(path) ?? new Uint8Array(0)),
  );
  return sameHead && sameEntries ? 'harmless' : 'accepted';
}

function flipBit(bytes: Uint8Array, dice: Dice): Uint8Array {
  const flipped = bytes.slice();
  const at = dice.below(flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8));
  return flipped;
}

/**
 * Other entries under the same paths: in the bundles alone, or with leaf hashes and tiles that fit as well.
 * Nothing is signed.
 */
function withEntries(entries: readonly Uint8Array[], dice: Dice): Files {
  const files = copy();
  const forged = new LogModel().append(...entries);
  const alone = dice.below(2) === 0;
  for (const tile of tilesAdded(0, SIZE)) {
    const from = tile.index * TILE_WIDTH;
    if (tile.level === 'entries') {
      files.set(tilePath(tile), encodeBundle(entries.slice(from, from + tile.width)));
    } else if (!alone) {
      files.set(tilePath(tile), encodeTile((forged.levels[tile.level] ?? []).slice(from, from + tile.width)));
    }
  }
  return files;
}

/** A log rewritten by its own operator: everything fits, and the log's keys sign again. */
async function rewritten(log: LogModel, dice: Dice): Promise<Outcome> {
  const files = publish(log, logKeys);
  const fresh = signCheckpoint(log, log.size, logKeys);
  const old = parseNote(signCheckpoint(honest)).signatures.filter(({ name }) => name.startsWith('witness'));
  const text = parseNote(fresh);
  const reused = formatNote({ ...text, signatures: [...text.signatures, ...old] });
  const note = dice.pick([async () => fresh, async () => reused, () => cosigned(log, fresh, dice)]);
  return readerSays(files.set('checkpoint', utf8(await note())));
}

/** Asks every witness, each of which holds the honest tree, with any old size and any proof. */
async function cosigned(log: LogModel, note: string, dice: Dice): Promise<string> {
  let collected = note;
  for (const signer of witnessSigners) {
    const oldSize = dice.pick([SIZE, Math.min(SEEN, log.size), 0]);
    const proof = oldSize > log.size ? [] : await proveConsistency(log, oldSize, log.size);
    const body = formatAddCheckpoint({ oldSize, proof, checkpoint: note });
    const witness = { ...tools, logs: policy.logs, signers: [signer] };
    const answer = await answerWitnessRequest(witness, body, () => remembered[1] ?? null, NOW);
    if (answer.status === 200) {
      collected = (await withCosignatures(tools.schemes, collected, answer.body, [signer.key])).note;
    }
  }
  return collected;
}

function changedLeaf(dice: Dice): { index: number; entry: Uint8Array } {
  const index = dice.below(SIZE);
  const leaf = priceLeaf(index);
  const change = dice.pick<Partial<PriceLeaf>>([
    { price: leaf.price + 1 + dice.below(100_000) },
    { lane: leaf.lane === 'accepted' ? 'provisional' : 'accepted' },
    { market: 'PASAR-999' },
    { deviceId: 'DEV-999' },
    { flags: [...leaf.flags, 'x'] },
  ]);
  return { index, entry: encodeLeaf({ ...leaf, ...change }) };
}

function backDated(dice: Dice): { index: number; entry: Uint8Array } {
  const index = dice.below(SIZE);
  const leaf = priceLeaf(index);
  const earlier = (1 + dice.below(30)) * 86_400_000;
  const change = dice.pick<Partial<PriceLeaf>>([
    { receivedAt: leaf.receivedAt - earlier },
    { observedAt: leaf.observedAt - earlier },
    { observedAt: leaf.observedAt - earlier, receivedAt: leaf.receivedAt - earlier },
  ]);
  return { index, entry: encodeLeaf({ ...leaf, ...change }) };
}

const replaced = ({ index, entry }: { index: number; entry: Uint8Array }) =>
  honest.entries.map((old, i) => (i === index ? entry : old));

async function receiptSays(receipt: string, index: number): Promise<Outcome> {
  const report = await verifyReceipt(tools, policy, receipt);
  if (!report.ok) return 'refused';
  const { extra, index: claimed } = parseTlogProof(receipt);
  const genuine =
    claimed === index && extra !== null && equalBytes(extra, honest.entries[index] ?? extra.subarray(1));
  return genuine ? 'harmless' : 'accepted';
}

async function receiptOf(index: number): Promise<string> {
  const hashes = await proveInclusion(honest, index, SIZE);
  return formatTlogProof({
    index,
    hashes,
    checkpoint: signCheckpoint(honest),
    extra: honest.entries[index] ?? null,
  });
}

/** What is told as proved must be what was sealed, also beside entries that are refused. */
async function extractSays(file: string): Promise<Outcome> {
  const { ok, leaves } = await verifyExport(tools, policy, file);
  const genuine = leaves.every((leaf) =>
    equalBytes(encodeLeaf(leaf), honest.entries[leaf.index] ?? utf8('')),
  );
  if (!genuine) return 'accepted';
  return ok ? 'harmless' : 'refused';
}

async function extractOf(from: number, to: number): Promise<string> {
  const lines = [exportHead(from, to, signCheckpoint(honest))];
  for (let index = from; index < to; index++) {
    const entry = honest.entries[index] ?? utf8('');
    lines.push(exportLine({ index, entry, proof: await proveInclusion(honest, index, SIZE) }));
  }
  return lines.join('');
}

/** Two signature lines exchange their signatures, or one takes the line of an older checkpoint. */
function swappedSignatures(dice: Dice): Files {
  const note = parseNote(signCheckpoint(honest));
  const from = dice.below(2) === 0 ? note : parseNote(signCheckpoint(honest, SEEN, undefined, NOW - 60));
  const at = dice.below(note.signatures.length);
  const other = (at + 1 + dice.below(note.signatures.length - 1)) % note.signatures.length;
  const signatures = note.signatures.map((line, i) => {
    const source = from === note ? (i === at ? other : i === other ? at : i) : i;
    return { ...line, signature: from.signatures[source]?.signature ?? line.signature };
  });
  return copy().set('checkpoint', utf8(formatNote({ ...note, signatures })));
}

function olderTree(dice: Dice): Files {
  const size = 1 + dice.below(SIZE - 1);
  const old = new LogModel().append(...honest.entries.slice(0, size));
  const files = publish(old);
  if (dice.below(2) === 0) files.set('checkpoint', published.get('checkpoint') ?? utf8(''));
  return files;
}

/** Every kind of tampering, as it is done once. */
export const TAMPERINGS: Readonly<Record<string, (dice: Dice) => Promise<Outcome>>> = {
  'flip a bit of an entry, a tile or the checkpoint': (dice) => {
    const [path, bytes] = dice.pick([...published]);
    return readerSays(copy().set(path, flipBit(bytes, dice)));
  },
  'flip a bit of an entry and make the hashes fit': (dice) => {
    const index = dice.below(SIZE);
    const entry = flipBit(honest.entries[index] ?? utf8(''), dice);
    return readerSays(withEntries(replaced({ index, entry }), dice));
  },
  'delete an entry': (dice) => {
    const gone = dice.below(SIZE);
    return readerSays(
      withEntries(
        honest.entries.filter((_, i) => i !== gone),
        dice,
      ),
    );
  },
  'insert an entry': (dice) => {
    const at = dice.below(SIZE + 1);
    const entry = encodeLeaf({ ...priceLeaf(at), price: 1 });
    return readerSays(withEntries(honest.entries.toSpliced(at, 0, entry), dice));
  },
  'put two entries in each other’s place': (dice) => {
    const a = dice.below(SIZE);
    const b = (a + 1 + dice.below(SIZE - 1)) % SIZE;
    const entries = honest.entries.slice();
    [entries[a], entries[b]] = [entries[b] ?? utf8(''), entries[a] ?? utf8('')];
    return readerSays(withEntries(entries, dice));
  },
  'cut off the end': (dice) => {
    const files = copy();
    const path = dice.pick([...files.keys()].filter((name) => name !== 'checkpoint'));
    const tile = parseTilePath(path);
    const bytes = files.get(path) ?? utf8('');
    const less = dice.below(tile?.width ?? 1);
    if (dice.below(4) === 0) files.delete(path);
    else if (tile?.level === 'entries')
      files.set(path, encodeBundle(decodeBundle(bytes, tile.width).slice(0, less)));
    else files.set(path, bytes.subarray(0, less * 32));
    return readerSays(files);
  },
  'fork: the operator rewrites a leaf and signs again': (dice) =>
    rewritten(new LogModel().append(...replaced(changedLeaf(dice))), dice),
  'fork: the operator rewrites a leaf and goes on': (dice) => {
    const more = priceEntries(1 + dice.below(50), SIZE);
    return rewritten(new LogModel().append(...replaced(changedLeaf(dice)), ...more), dice);
  },
  'roll back: the operator drops leaves and signs again': (dice) =>
    rewritten(new LogModel().append(...honest.entries.slice(0, 1 + dice.below(SIZE - 1))), dice),
  'back-date a leaf': (dice) =>
    dice.below(2) === 0
      ? readerSays(withEntries(replaced(backDated(dice)), dice))
      : rewritten(new LogModel().append(...replaced(backDated(dice))), dice),
  'change the time of a cosignature': (dice) => {
    const note = parseNote(signCheckpoint(honest));
    const timed = note.signatures.flatMap((line, i) => (line.signature.length === 64 ? [] : [i]));
    const at = dice.pick(timed);
    const signatures = note.signatures.map((line, i) =>
      i === at
        ? {
            ...line,
            signature: Uint8Array.from([
              ...flipBit(line.signature.slice(0, 8), dice),
              ...line.signature.slice(8),
            ]),
          }
        : line,
    );
    return readerSays(copy().set('checkpoint', utf8(formatNote({ ...note, signatures }))));
  },
  'swap signatures': (dice) => readerSays(swappedSignatures(dice)),
  'replace the checkpoint by one of a stranger’s key': (dice) => {
    const forged = new LogModel().append(...replaced(changedLeaf(dice)));
    const signers = dice.below(2) === 0 ? [stranger] : [stranger, ...logKeys.slice(dice.below(2))];
    return readerSays(publish(forged, signers));
  },
  'serve an old tree': (dice) => readerSays(olderTree(dice)),
  'change a receipt by a character': async (dice) => {
    const index = dice.below(SIZE);
    const receipt = await receiptOf(index);
    const at = dice.below(receipt.length);
    const character = dice.pick([...'A0z+/= \n—']);
    return receiptSays(receipt.slice(0, at) + character + receipt.slice(at + dice.below(2)), index);
  },
  'give a receipt another leaf or place': async (dice) => {
    const index = dice.below(SIZE);
    const proof = parseTlogProof(await receiptOf(index));
    const other = (index + 1 + dice.below(SIZE - 1)) % SIZE;
    const { index: leaf, entry } = changedLeaf(dice);
    const forged = dice.pick([
      { ...proof, index: other },
      { ...proof, extra: honest.entries[other] ?? null },
      { ...proof, index: other, extra: honest.entries[other] ?? null },
      { ...proof, index: leaf, extra: entry },
      { ...proof, extra: encodeLeaf({ ...priceLeaf(index), price: 1 }) },
    ]);
    return receiptSays(formatTlogProof(forged), index);
  },
  'change an extract by a character': async (dice) => {
    const from = dice.below(SIZE - 4);
    const file = await extractOf(from, from + 4);
    const at = dice.below(file.length);
    const character = dice.pick([...'A0z+/={}" \n—']);
    return extractSays(file.slice(0, at) + character + file.slice(at + dice.below(2)));
  },
  'leave out, exchange, repeat or replace lines of an extract': async (dice) => {
    const from = dice.below(SIZE - 10);
    const lines = (await extractOf(from, from + 6)).trimEnd().split('\n');
    const other = (await extractOf(from + 6, from + 8)).trimEnd().split('\n');
    const at = 1 + dice.below(5);
    const [line = '', next = ''] = lines.slice(at);
    const forged = dice.pick([
      lines.toSpliced(at, 1),
      lines.with(at, next).with(at + 1, line),
      lines.toSpliced(at, 0, line),
      lines.with(at, other[1] ?? ''),
      [...lines, other[1] ?? ''],
      lines.with(at, line.replace(/"price\\":\d+/, `"price\\":${dice.below(99_999)}`)),
      lines.slice(0, at),
    ]);
    return extractSays(`${forged.join('\n')}\n`);
  },
};

export type Tally = Record<Outcome, number>;

/** Runs `total` tamperings, the kinds in turn, and counts what became of them. */
export async function tamper(total: number, seed: number): Promise<Map<string, Tally>> {
  const kinds = Object.entries(TAMPERINGS);
  const tallies = new Map(
    kinds.map(([kind]): [string, Tally] => [kind, { refused: 0, harmless: 0, accepted: 0 }]),
  );
  for (let i = 0; i < total; i++) {
    const [kind, attempt] = kinds[i % kinds.length] ?? [];
    const tally = tallies.get(kind ?? '');
    if (attempt !== undefined && tally !== undefined) tally[await attempt(new Dice(seed + i))]++;
  }
  return tallies;
}

/** The same log untouched, to show that the judges do accept what is genuine. */
export async function untouched(): Promise<Outcome[]> {
  return [
    await readerSays(copy()),
    await receiptSays(await receiptOf(0), 0),
    await receiptSays(await receiptOf(SIZE - 1), SIZE - 1),
  ];
}
