import type { Pool } from 'pg';
import type { Clock } from '@/lib/clock';
import type { Policy } from '@/lib/ledger/policy';
import type { Log } from '@/lib/log';
import { readLastCosigned, writeCosigned } from '@/lib/store/ledger/cosigned';
import { clearPackedLeaves } from '@/lib/store/ledger/pack-leaves';
import type { StoredCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import { thinCheckpoints, writeCheckpoint } from '@/lib/store/ledger/write-checkpoint';
import { readHead } from '@/lib/store/river/read-head';
import { checkLastRecord } from './ledger-check-cosigned';
import { type Cosigner, createCosigner } from './ledger-cosign';
import { LedgerFault } from './ledger-follower';
import { type Growth, RecentGrowth } from './ledger-growth';
import type { HeldTrees } from './ledger-held-trees';
import { type LedgerSigner, ledgerRotations } from './ledger-identity';
import { LedgerPacker } from './ledger-packer';
import { headSigner } from './ledger-sign';
import { checkTail, type TailCheck } from './ledger-tail';
import { CACHED_TILES, type StoredTree, storedTree } from './ledger-tree';
import { type OwnNotes, ownNotes } from './own-notes';
import { CosignedRecorder } from './record-cosigned';

/** The log as this process publishes it. */
export interface Ledger {
  readonly origin: string;
  readonly vkeys: readonly string[];
  readonly tree: StoredTree;
  /** Whose cosignatures a published checkpoint carries; null when none are asked for. */
  readonly policy: Policy | null;
  /** The checkpoint that is served now; null before the first. */
  published(): StoredCheckpoint | null;
  /** Why nothing is signed at the moment; null when all is well. */
  fault(): string | null;
  /** To be told of each commit of this process once it is durable: spares reading its leaves again. */
  committed(growth: Growth): void;
  /** Signs what is new, packs when there is time, and learns what other instances signed. Turns do not overlap. */
  publish(): Promise<void>;
  /** Leaves that are stored, signed or not. */
  size(): Promise<number>;
  /** Looks at the newest leaves of what is published; once for each checkpoint. */
  tail(): Promise<TailCheck>;
  /** Resolves to true once a published tree holds leaf `index`, to false after `limitMs`. */
  holds(index: number, limitMs: number): Promise<boolean>;
}

export interface LedgerDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly signer: LedgerSigner;
  readonly held: HeldTrees;
  /** Asks witnesses; null: none are asked for, and what is signed is published. */
  readonly policy?: Policy | null;
  /** Which cosigned checkpoints were written here; when absent, they are known as long as this process lasts. */
  readonly notes?: OwnNotes;
}

const THIN_MS = 60_000;

/** Two sentences that differ in these alone tell of one trouble. */
const withoutNumbers = (text: string) => text.replace(/\d+/g, '');

export function createLedger({
  pool,
  clock,
  log,
  signer,
  held,
  policy = null,
  notes = ownNotes(null),
}: LedgerDeps): Ledger {
  const tree = storedTree(pool, CACHED_TILES, (level, position) =>
    head.follower()?.pendingHash(level, position),
  );
  const cosigner = policy === null ? null : createCosigner(policy, tree, () => ledgerRotations(pool));
  const recent = new RecentGrowth();
  const head = headSigner(pool, tree, clock, signer, held, recent);
  const packer = new LedgerPacker(pool);
  const recorder = new CosignedRecorder(pool, clock, notes);
  let published: StoredCheckpoint | null = null;
  let fault: string | null = null;
  let trouble = '';
  let tail: { readonly of: StoredCheckpoint; readonly check: Promise<TailCheck> } | null = null;
  let thinnedAt = 0;
  let turn: Promise<void> | null = null;
  let waiting: (() => void)[] = [];

  async function once(): Promise<void> {
    const signed = await writeCheckpoint(pool, head.sign);
    const follower = head.follower();
    if (follower !== null) await packer.turn(follower);
    await clearPackedLeaves(pool, signed?.size ?? 0);
    const last = cosigner === null ? signed : await cosign(cosigner, signed);
    if (last?.size !== published?.size) published = last;
    if (clock.now() - thinnedAt > THIN_MS) {
      thinnedAt = clock.now();
      await thinCheckpoints(pool, thinnedAt);
    }
    if (cosigner !== null) await recorder.turn();
  }

  /** What is signed is published once enough witnesses cosigned it; until then the last such one stays. */
  async function cosign(by: Cosigner, signed: StoredCheckpoint | null): Promise<StoredCheckpoint | null> {
    const last = await readLastCosigned(pool);
    if (signed === null || last?.size === signed.size) return last;
    const { note, met, troubles } = await by.collect(signed);
    const told = troubles.join('; ');
    const kind = withoutNumbers(told);
    if (kind !== trouble && told !== '') log.warn({ troubles }, 'a witness did not cosign');
    trouble = kind;
    if (!met) {
      published ??= last;
      throw new LedgerFault(`too few witnesses cosigned ${signed.size} leaves: ${told}`);
    }
    // Another instance that asked at the same time got other words: the note that is kept is the one of this size.
    if (!(await writeCosigned(pool, signed.size, note, clock.now()))) return readLastCosigned(pool);
    await recorder.wrote(signed.size, note);
    return { ...signed, note };
  }

  async function publish(): Promise<void> {
    try {
      await once();
      fault = null;
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      // Said once, not every second, though the ledger has grown since.
      if (withoutNumbers(what) !== withoutNumbers(fault ?? ''))
        log.error({ err: error }, 'the ledger was not signed');
      fault = what;
    }
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  return {
    origin: signer.origin,
    vkeys: signer.vkeys,
    tree,
    policy,
    published: () => published,
    fault: () => fault,
    committed: (growth) => recent.add(growth),
    publish() {
      turn ??= publish().finally(() => {
        turn = null;
      });
      return turn;
    },
    size: async () => (await readHead(pool)).size,
    tail() {
      if (published === null) return Promise.reject(new Error('nothing was signed yet'));
      if (tail?.of !== published) {
        const check = checkTail(storedTree(pool), published, signer.vkeys, () => checkLastRecord(pool));
        tail = { of: published, check };
      }
      return tail.check;
    },
    async holds(index, limitMs) {
      const end = clock.now() + limitMs;
      while ((published?.size ?? 0) <= index && clock.now() < end) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(1, end - clock.now()));
          waiting.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return (published?.size ?? 0) > index;
    },
  };
}
