import type { Leaf } from '@/lib/ledger/leaf-kinds';

/** How a member of a leaf is read: as words, as a code letter by letter, or as what it stands for. */
export type MemberKind =
  | 'words'
  | 'code'
  | 'time'
  | 'lane'
  | 'reason'
  | 'decision'
  | 'event'
  | 'price'
  | 'who';

export interface Member {
  /** Key under `verify.member`. */
  readonly name: string;
  readonly kind: MemberKind;
  readonly value: string | number;
}

const KINDS: Readonly<Record<string, MemberKind>> = {
  at: 'time',
  from: 'lane',
  to: 'lane',
  reason: 'reason',
  decision: 'decision',
  event: 'event',
  correctedPrice: 'price',
  actor: 'who',
  title: 'words',
  issuer: 'words',
  source: 'words',
};

/** History has days where decisions have lanes. */
const HISTORY: Readonly<Record<string, string>> = { from: 'firstDay', to: 'lastDay' };

/** What an entry is about comes first; the rest follows as the leaf has it. */
const FIRST = ['title', 'issuer', 'source', 'action', 'decision', 'event'];

/** What a leaf that is no price says, its place in the ledger last. */
export function membersOf(leaf: Leaf): readonly Member[] {
  const { kind, index, ...said } = leaf;
  const names = kind === 'import-batch' ? HISTORY : {};
  const members = Object.entries(said).sort(([a], [b]) => rank(a) - rank(b));
  return [...members, ['index', index] as const].map(([member, value]): Member => {
    const name = names[member] ?? member;
    if (typeof value === 'object') return { name, kind: 'code', value: JSON.stringify(value) };
    return { name, kind: KINDS[name] ?? 'code', value };
  });
}

function rank(member: string): number {
  const place = FIRST.indexOf(member);
  return place < 0 ? FIRST.length : place;
}
