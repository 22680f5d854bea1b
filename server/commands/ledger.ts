import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Pool } from 'pg';
import { readConfig } from '@/lib/config';
import { SmpError } from '@/lib/errors';
import { toHex } from '@/lib/ledger/bytes';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { parseNote } from '@/lib/ledger/note';
import type { TreeHead } from '@/lib/ledger/proof';
import { verifyExport } from '@/lib/ledger/verify-export';
import { buildCatalog } from '@/lib/market/catalog';
import { fileFault } from '@/lib/services/file-fault';
import { heldTrees } from '@/lib/services/ledger-held-trees';
import { proveLeaf } from '@/lib/services/ledger-receipt';
import { storedTree } from '@/lib/services/ledger-tree';
import { verifyEverything } from '@/lib/services/ledger-verify-all';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { readIdentity } from '@/lib/store/ledger/identity';
import { readLastCheckpoint } from '@/lib/store/ledger/read-checkpoints';
import { heldFolder, readPolicy } from '../ledger/open-ledger';
import { rotateKeptKey } from '../ledger/read-seeds';
import { logAddress, webSource } from './ledger/log-sources';
import { addressMisuse, placeMisuse } from './ledger/misuse';
import { givenPolicy, verifyPublished } from './ledger/verify-published';
import { createProgressBar } from './progress';
import { withPlatform } from './with-platform';

const DAY_MS = 86_400_000;

interface VerifyOptions {
  readonly url?: string;
  readonly dir?: string;
  readonly policy?: string;
  readonly key: readonly string[];
  readonly state?: string;
  readonly export?: string;
}

const VERIFY_HELP = `
With --url or --dir the published tiles are checked and nothing else is believed: signatures, every leaf, every
hash, and that nothing was taken back since the last check, whose progress is kept. The keys come from --policy
or --key; without either, the keys that the log shows at the first check are believed from then on.

With neither, this installation's own database is checked: the tree, every stored price, reading, verdict and
row of history against the leaf that seals it, every checkpoint, that none with cosignatures was taken away, that the
tree last signed on this machine is still there, and every total that boards are made of. Whose cosignatures count is
what SMP_LEDGER_POLICY says; it should go on naming former witnesses, outside of the quorum.

Exit codes: 0 all holds; 1 something does not, and its first leaf is named; 2 bad usage.`;

/** `smp ledger verify` and `smp ledger prove INDEX` */
export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('the public ledger: checks and proofs');
  ledger
    .command('verify')
    .description('checks a whole ledger, and names the first leaf that is wrong')
    .option('--url <url>', 'address of a platform or of a published ledger, e.g. https://smp.example/ledger')
    .option('--dir <folder>', 'folder that a published ledger was copied into')
    .option(
      '--database',
      'the database of this installation, which is what is checked without --url and --dir',
    )
    .option(
      '--export <file>',
      'leaves with their proofs, as /ledger/export gives them; with --policy or --key',
    )
    .option('--policy <file>', 'whose signatures count (c2sp.org/tlog-policy)')
    .option('--key <vkey...>', 'verifier keys of the log', [])
    .option('--state <file>', 'keeps the progress here')
    .addHelpText('after', VERIFY_HELP)
    .action(async (options: VerifyOptions & { readonly database?: true }, command: Command) => {
      const misuse = await placeMisuse(options);
      if (misuse !== null) command.error(misuse, { exitCode: 2 });
      if (options.export !== undefined) {
        if (!(await verifyFile({ ...options, export: options.export }))) process.exitCode = 1;
        return;
      }
      const holds =
        options.url === undefined && options.dir === undefined
          ? await verifyOwn()
          : await verifyOther(options);
      if (!holds) process.exitCode = 1;
    });
  ledger
    .command('prove')
    .description('prints the proof of a leaf, with the leaf in it')
    .argument('<index>', 'position of the leaf')
    .option(
      '--url <url>',
      'address of a platform or of a published ledger, instead of the database of this installation',
    )
    .action(async (text: string, { url }: { url?: string }, command: Command) => {
      if (!/^(0|[1-9][0-9]{0,14})$/.test(text))
        command.error('the index is a number from 0', { exitCode: 2 });
      const misuse = url === undefined ? null : addressMisuse(url);
      if (misuse !== null) command.error(misuse, { exitCode: 2 });
      process.stdout.write(
        url === undefined
          ? await proveOwn(Number(text))
          : await webSource(await logAddress(url)).text(`proof/${text}`),
      );
    });
  ledger
    .command('rotate-key')
    .description('sets the key of the ledger aside and makes a new one, which signs from the next start on')
    .action(async () => {
      await rotateKeptKey(readConfig(process.env));
      console.log(
        'A new key is ready. Start the platform again: the old key vouches in the log for the new one.',
      );
      console.log('Then delete secrets/ledger-key.old from the data folder, or keep it somewhere safe.');
    });
  return ledger;
}

async function verifyOther(options: VerifyOptions): Promise<boolean> {
  const startedAt = performance.now();
  const { verdict, resumedAt, trustedNow } = await verifyPublished({
    ...options,
    ...(options.url === undefined ? {} : { url: await logAddress(options.url) }),
    dataDir: readConfig(process.env).dataDir,
  });
  for (const vkey of trustedNow) console.log(`believed from now on: ${vkey}`);
  if (!verdict.ok) {
    const { index, through, what } = verdict.fault;
    const range =
      index === null
        ? ''
        : through === null || through === index
          ? ` at leaf ${index}`
          : ` within leaves ${index} to ${through}`;
    console.log(`NOT VERIFIED${range}: ${what}`);
    return false;
  }
  const { origin, size, root } = verdict.checkpoint;
  const seconds = (performance.now() - startedAt) / 1000;
  const rate = Math.round((size - resumedAt) / seconds).toLocaleString('en-US');
  const again = resumedAt > 0 ? `, ${resumedAt} of them at an earlier check` : '';
  console.log(`verified ${size} leaves of ${origin}, root ${toHex(root)}${again} (${rate} leaves a second)`);
  return true;
}

async function verifyFile(options: VerifyOptions & { readonly export: string }): Promise<boolean> {
  const given = await givenPolicy(options);
  if (given === null) return false;
  const file = await readFile(options.export, 'utf8').catch((error: unknown) => {
    const words = `--export ${options.export} cannot be read: ${fileFault(error)}`;
    throw new SmpError('INVALID', words, { cause: error });
  });
  const report = await verifyExport({ sha256: nodeSha256, schemes: nodeSchemes }, given.policy, file);
  const { fault, from, to, leaves, checkpoint } = report;
  if (fault !== null || checkpoint === null) {
    if (fault?.cut) console.log(`NOT WHOLE: the file ends before leaf ${fault.index}; fetch it again`);
    else console.log(`NOT VERIFIED${fault?.index == null ? '' : ` at leaf ${fault.index}`}: ${fault?.what}`);
    if (leaves.length > 0) console.log(`${leaves.length} of ${to - from} leaves hold`);
    return false;
  }
  const { origin, size } = parseCheckpoint(parseNote(checkpoint).text);
  console.log(`verified leaves ${from} to ${to - 1} of ${origin}, under ${size} leaves`);
  return true;
}

async function verifyOwn(): Promise<boolean> {
  const bar = createProgressBar('ledger');
  const verdict = await withPlatform(async ({ pool, db, clock, config }) =>
    verifyEverything(
      {
        pool,
        catalog: buildCatalog(await readCatalog(db)),
        keptFrom: config.keepDays === null ? null : clock.now() - (config.keepDays - 1) * DAY_MS,
        held: await heldTree(pool, config.dataDir),
        onProgress: (done, of) => bar.show(done / of),
      },
      await readPolicy(config.ledgerPolicy),
    ),
  ).finally(() => bar.end());
  if (!verdict.ok) {
    console.log(`NOT VERIFIED${verdict.index === null ? '' : ` at leaf ${verdict.index}`}: ${verdict.what}`);
    return false;
  }
  const { size, root, prices, history, checkpoints, cosigned } = verdict;
  console.log(`verified ${size} leaves, root ${toHex(root)}`);
  console.log(
    `compared with them: ${prices} prices, ${history} rows of history, ${checkpoints} checkpoints, ${cosigned} with cosignatures, all totals`,
  );
  return true;
}

/** The last tree that this machine signed; null when it signed none. */
async function heldTree(pool: Pool, dataDir: string): Promise<TreeHead | null> {
  const identity = await readIdentity(pool);
  return identity === null ? null : heldTrees(heldFolder(dataDir)).get(identity.origin);
}

async function proveOwn(index: number): Promise<string> {
  return withPlatform(async ({ pool }) => {
    const published = await readLastCheckpoint(pool);
    if (published === null || index >= published.size) {
      throw new Error(`leaf ${index} is in no signed checkpoint; ${published?.size ?? 0} leaves are`);
    }
    return proveLeaf(storedTree(pool), published, index, true);
  });
}
