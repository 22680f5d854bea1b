import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SmpError } from '@/lib/errors';
import { followSuccession, parseRotations } from '@/lib/ledger/key-succession';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { NO_QUORUM, type Policy, parsePolicy } from '@/lib/ledger/policy';
import { parseVerifierKey } from '@/lib/ledger/verifier-key';
import { type LogCheckState, type LogVerdict, verifyLog } from '@/lib/ledger/verify-log';
import { fileFault } from '@/lib/services/file-fault';
import { createProgressBar } from '../progress';
import { type CheckState, readState, stateFile, writeState } from './check-state';
import { folderSource, webSource } from './log-sources';

export interface PublishedOptions {
  readonly url?: string;
  readonly dir?: string;
  /** File with a tlog-policy: whose signatures count. */
  readonly policy?: string;
  /** Verifier keys of the log. */
  readonly key: readonly string[];
  /** Where progress is kept. */
  readonly state?: string;
  /** Folder of this installation. */
  readonly dataDir: string;
}

export interface PublishedVerdict {
  readonly verdict: LogVerdict;
  /** Leaves that were not checked again. */
  readonly resumedAt: number;
  /** Keys that were believed because the log itself showed them, and nobody else. */
  readonly trustedNow: readonly string[];
}

/** Bundles that are asked for at once: a round trip takes as long as checking some of them. */
const READ_AHEAD = 16;
const SAVE_MS = 2_000;

/** Checks a published log from its tiles alone, going on where the last check ended. */
export async function verifyPublished(options: PublishedOptions): Promise<PublishedVerdict> {
  const log = options.url ?? resolve(options.dir ?? '.');
  const source = options.url === undefined ? folderSource(log) : webSource(options.url);
  const path = options.state ?? stateFile(options.dataDir, log);
  const held = await readState(path);
  const given = await givenPolicy(options);
  const shown = given === null && held === null ? keysOf(await source.text('key')) : [];
  const vkeys = given?.vkeys ?? held?.vkeys ?? shown;
  const policy = await withSuccessors(source, given?.policy ?? logOnly(vkeys));
  const bar = createProgressBar('ledger');
  let savedAt = performance.now();
  let saving: Promise<void> = Promise.resolve();
  const save = (progress: LogCheckState) => {
    const next: CheckState = { log, vkeys: [...vkeys], progress };
    saving = saving.then(() => writeState(path, next));
  };
  try {
    const verdict = await verifyLog({
      sha256: nodeSha256,
      schemes: nodeSchemes,
      source,
      policy,
      readAhead: READ_AHEAD,
      ...(held?.progress == null ? {} : { resume: held.progress }),
      onProgress(progress, of) {
        bar.show(progress.size / of);
        if (performance.now() - savedAt < SAVE_MS) return;
        savedAt = performance.now();
        save(progress);
      },
    });
    if (verdict.ok) save(verdict.state);
    await saving;
    return { verdict, resumedAt: held?.progress?.size ?? 0, trustedNow: shown };
  } finally {
    bar.end();
  }
}

/**
 * The policy with the keys that took over from those of the log, each vouched for by the one before. A log that
 * does not tell of any is held to the keys that are known.
 */
async function withSuccessors(
  source: { text(path: string): Promise<string> },
  policy: Policy,
): Promise<Policy> {
  const told = await source
    .text('rotations')
    .then(parseRotations)
    .catch(() => []);
  const tools = { sha256: nodeSha256, schemes: nodeSchemes };
  return { ...policy, logs: await followSuccession(tools, policy.logs, told) };
}

/** Whose signatures the caller says count; null when nothing is said. @throws SmpError INVALID that names the option */
export async function givenPolicy({ policy, key }: Pick<PublishedOptions, 'policy' | 'key'>) {
  try {
    if (policy !== undefined)
      return { policy: parsePolicy(nodeSha256, await readFile(policy, 'utf8')), vkeys: [] };
    return key.length === 0 ? null : { policy: logOnly(key), vkeys: [...key] };
  } catch (error) {
    const said = policy === undefined ? `--key ${key.join(' ')}` : `--policy ${policy}`;
    throw new SmpError('INVALID', `${said} cannot be used: ${fileFault(error)}`, { cause: error });
  }
}

function logOnly(vkeys: readonly string[]): Policy {
  const logs = vkeys.map((vkey) => parseVerifierKey(nodeSha256, vkey));
  return { logs, witnesses: [], quorum: NO_QUORUM };
}

function keysOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
