import { join } from 'node:path';
import { Command } from 'commander';
import { createClock } from '@/lib/clock';
import { readConfig } from '@/lib/config';
import { nodeSha256 } from '@/lib/ledger/node-sha256';
import { nodeSchemes } from '@/lib/ledger/node-signatures';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '@/lib/ledger/verifier-key';
import { fileFault } from '@/lib/services/file-fault';
import { startWitness } from '../witness/start-witness';
import { witnessSigners } from '../witness/witness-keys';

interface Options {
  readonly name: string;
  readonly log: readonly string[];
  readonly port: string;
  readonly host: string;
  readonly dir?: string;
}

const HELP = `
A witness remembers the last tree of each log that it watches and cosigns a new one only if it contains the old
one. It needs no database. Give its keys, printed at the start, to those who check the log, for a policy such as

  witness ours VKEY https://witness.example
  quorum ours

Its folder holds its keys and what it has seen: back the keys up, never put an older copy of the trees back.`;

/** `smp witness --name NAME --log VKEY… [--port N] [--host H] [--dir DIR]` */
export function witnessCommand(): Command {
  return new Command('witness')
    .description('watches logs and cosigns what only grew (c2sp.org/tlog-witness)')
    .requiredOption('--name <name>', 'name of this witness, e.g. witness.example/w1')
    .requiredOption('--log <vkey...>', 'verifier keys of the logs that it watches')
    .option('--port <port>', 'port to listen on', '7380')
    .option('--host <host>', 'address to listen on', '0.0.0.0')
    .option('--dir <folder>', 'keeps keys and trees here; in the data folder unless said otherwise')
    .addHelpText('after', HELP)
    .action(async (options: Options, command: Command) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        command.error('--port takes 0 to 65535', { exitCode: 2 });
      const logs = options.log.map((vkey) => logKey(vkey, command));
      await run(options, port, logs);
    });
}

function logKey(vkey: string, command: Command): VerifierKey {
  try {
    return parseVerifierKey(nodeSha256, vkey);
  } catch (error) {
    return command.error(`--log ${vkey}: ${error instanceof Error ? error.message : 'not a key'}`, {
      exitCode: 2,
    });
  }
}

/** Serves until it is asked to stop. */
async function run(options: Options, port: number, logs: readonly VerifierKey[]): Promise<void> {
  const config = readConfig(process.env);
  const clock = createClock(config.startAt);
  const folder = options.dir ?? join(config.dataDir, 'witness');
  const unusable = (error: unknown): never => {
    const { syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined || syscall === 'listen') throw error;
    throw new Error(`the folder ${folder} cannot be used: ${fileFault(error)}`);
  };
  const signers = await witnessSigners(folder, options.name).catch(unusable);
  // Before it says that it is ready: whoever waits for that may end it at once.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
  });
  let fault = '';
  const running = await startWitness({
    witness: { sha256: nodeSha256, schemes: nodeSchemes, logs, signers },
    folder,
    port,
    host: options.host,
    now: () => clock.now(),
    onRequest(origin, size, status) {
      fault = '';
      console.log(`${new Date(clock.now()).toISOString()} ${status} ${origin ?? '-'} ${size ?? '-'}`);
    },
    onFault(error) {
      const said = `nothing is cosigned while the folder ${folder} cannot be used: ${fileFault(error)}`;
      // Logs ask again every second.
      if (said !== fault) console.error(`${new Date(clock.now()).toISOString()} ${said}`);
      fault = said;
    },
  }).catch(unusable);
  for (const { key } of signers) console.log(formatVerifierKey(key));
  console.log(`ready http://localhost:${running.port}`);
  await asked;
  await running.stop();
}
