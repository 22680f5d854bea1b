import { parseDecimal } from './bytes';
import { NoteError } from './note';
import type { Sha256 } from './sha256';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key';

/** A witness of a policy. */
export interface PolicyWitness {
  /** Its name inside the policy, for people. */
  readonly name: string;
  readonly key: VerifierKey;
  /** Where it takes checkpoints, if that is said. */
  readonly url: string | null;
}

/** A witness that must have cosigned, or a group of which at least `threshold` must have. */
export type QuorumRule =
  | PolicyWitness
  | { readonly threshold: number; readonly members: readonly QuorumRule[] };

/** Whose signatures make a checkpoint valid (c2sp.org/tlog-policy). */
export interface Policy {
  /** Keys of the log, each named as the log's origin. */
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: QuorumRule;
}

/** No witness is asked for. */
export const NO_QUORUM: QuorumRule = { threshold: 0, members: [] };

/** Whether the keys that signed are enough. */
export function quorumMet(rule: QuorumRule, signed: ReadonlySet<VerifierKey>): boolean {
  if ('key' in rule) return signed.has(rule.key);
  return rule.members.filter((member) => quorumMet(member, signed)).length >= rule.threshold;
}

interface Draft {
  readonly logs: VerifierKey[];
  readonly witnesses: PolicyWitness[];
  readonly rules: Map<string, QuorumRule>;
  /** Names that already belong to a group: each may count once only. */
  readonly grouped: Set<string>;
  quorum: QuorumRule | null;
}

/**
 * Reads a policy file: lines `log VKEY [URL]`, `witness NAME VKEY [URL]`, `group NAME all|any|K NAME…` and
 * exactly one `quorum NAME|none`; `#` starts a comment line.
 * @throws NoteError naming the line that is wrong
 */
export function parsePolicy(sha256: Sha256, text: string): Policy {
  const draft: Draft = { logs: [], witnesses: [], rules: new Map(), grouped: new Set(), quorum: null };
  text.split('\n').forEach((line, i) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#')) return;
    try {
      readLine(sha256, draft, words);
    } catch (error) {
      throw new NoteError(`policy line ${i + 1}: ${error instanceof Error ? error.message : 'unreadable'}`);
    }
  });
  const { logs, witnesses, quorum } = draft;
  if (quorum === null) throw new NoteError('the policy has no quorum line');
  return { logs, witnesses, quorum };
}

function readLine(sha256: Sha256, draft: Draft, [verb = '', ...rest]: readonly string[]): void {
  const [first = '', second = '', third = null] = rest;
  switch (verb) {
    case 'log':
      draft.logs.push(logKey(sha256, draft, first, rest.length > 2));
      return;
    case 'witness': {
      const key = witnessKey(sha256, draft, second, rest.length > 3);
      const witness = { name: first, key, url: third };
      draft.witnesses.push(witness);
      define(draft, first, witness);
      return;
    }
    case 'group':
      define(draft, first, group(draft, second, rest.slice(2)));
      return;
    case 'quorum':
      if (draft.quorum !== null || rest.length !== 1) throw new NoteError('one quorum with one name');
      draft.quorum = first === 'none' ? NO_QUORUM : ruleNamed(draft, first);
      return;
    default:
      throw new NoteError(`unknown word ${verb}`);
  }
}

function logKey(sha256: Sha256, draft: Draft, vkey: string, tooMuch: boolean): VerifierKey {
  const key = parseVerifierKey(sha256, vkey);
  if (tooMuch || key.kind === 'ed25519-cosignature') throw new NoteError('not a key of a log');
  refuseTwice(draft.logs, key);
  return key;
}

function witnessKey(sha256: Sha256, draft: Draft, vkey: string, tooMuch: boolean): VerifierKey {
  const key = parseVerifierKey(sha256, vkey);
  if (tooMuch || key.kind === 'ed25519') throw new NoteError('not a key of a witness');
  refuseTwice(
    draft.witnesses.map((witness) => witness.key),
    key,
  );
  return key;
}

function refuseTwice(keys: readonly VerifierKey[], { publicKey }: VerifierKey): void {
  if (keys.some((known) => String(known.publicKey) === String(publicKey))) {
    throw new NoteError('the same key twice');
  }
}

function define(draft: Draft, name: string, rule: QuorumRule): void {
  if (name === '' || name === 'none' || draft.rules.has(name)) throw new NoteError(`name ${name} is taken`);
  draft.rules.set(name, rule);
}

function ruleNamed(draft: Draft, name: string): QuorumRule {
  const rule = draft.rules.get(name);
  if (rule === undefined) throw new NoteError(`nothing before is named ${name}`);
  return rule;
}

function group(draft: Draft, many: string, names: readonly string[]): QuorumRule {
  const members = names.map((name) => {
    if (draft.grouped.has(name)) throw new NoteError(`${name} is in a group already`);
    draft.grouped.add(name);
    return ruleNamed(draft, name);
  });
  const threshold = many === 'all' ? members.length : many === 'any' ? 1 : parseDecimal(many);
  if (threshold === null || threshold < 1 || threshold > members.length) {
    throw new NoteError(`not a number of members: ${many}`);
  }
  return { threshold, members };
}

/** The text that {@link parsePolicy} reads as this policy. Groups are named `group-1`, `group-2`, … */
export function formatPolicy({ logs, witnesses, quorum }: Policy): string {
  const lines = logs.map((key) => `log ${formatVerifierKey(key)}`);
  for (const { name, key, url } of witnesses) {
    lines.push(`witness ${name} ${formatVerifierKey(key)}${url === null ? '' : ` ${url}`}`);
  }
  let groups = 0;
  const nameOf = (rule: QuorumRule): string => {
    if ('key' in rule) return rule.name;
    const members = rule.members.map(nameOf);
    const name = `group-${++groups}`;
    lines.push(`group ${name} ${rule.threshold} ${members.join(' ')}`);
    return name;
  };
  const none = !('key' in quorum) && quorum.threshold === 0;
  const named = none ? 'none' : nameOf(quorum);
  return `${[...lines, `quorum ${named}`].join('\n')}\n`;
}
