/**
 * `npm start` and `npm run dev` on a machine that has only Node and npm: installs packages and generates
 * the database client when they are missing or out of date, then hands over to the server. Plain
 * JavaScript, because it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesInstalled } from './packages-installed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs `work` unless it was done for exactly these files before. */
function once(stamp, files, work) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file)));
  const digest = hash.digest('hex');
  const path = join(root, stamp);
  if (existsSync(path) && readFileSync(path, 'utf8') === digest) return;
  work();
  writeFileSync(path, digest);
}

/** What a command prints goes to stderr, so that `smp` commands can be piped. */
function attempt(command, args, env = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  return done.status === 0;
}

function run(command, args, env = {}) {
  if (attempt(command, args, env)) return;
  console.error(`"${command} ${args.join(' ')}" failed; see the lines above.`);
  process.exit(1);
}

/** `npm ci` was run before, for just these packages. */
function installedByHand() {
  const packagesOf = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  const list = 'node_modules/.package-lock.json';
  return existsSync(join(root, list)) && packagesInstalled(packagesOf('package-lock.json'), packagesOf(list));
}

export function prepare() {
  once('node_modules/.smp-installed', ['package.json', 'package-lock.json'], () => {
    if (installedByHand()) return;
    console.error('Installing packages (only when they changed) …');
    // A registry may lack packages of other platforms that the lock file names; `ci` insists on them.
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    if (!attempt('npm', ['ci', ...quiet])) run('npm', ['install', '--no-save', ...quiet]);
  });
  once('lib/store/prisma/.smp-generated', ['prisma/schema.prisma', 'package-lock.json'], () => {
    // Prisma's command asks for a native engine that it would have to download; the generator needs none.
    run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    });
  });
}

/**
 * Readings wait for their commit, so a young generation of 16 MB moves them before they can be thrown away: collecting
 * took a fifth of the time under load.
 */
const flags = JSON.parse(readFileSync(join(root, 'server/node-flags.json'), 'utf8'));

const PARENT_LOOK_MS = 200;

/**
 * npm hands a signal to the shell that it started us with, which dies of it and tells nobody: the death of that shell is
 * the signal. Started by hand, a parent may leave as it likes.
 */
function onLostParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, PARENT_LOOK_MS);
  look.unref();
}

/**
 * Runs a TypeScript file with this process's signals and exit code.
 *
 * @param serves a signal ends it in good order, also before it was able to hear one
 */
export function runTypeScript(file, args, serves = false, env = {}) {
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', file, ...args], {
    cwd: root,
    // A command learns by the end of the channel that nobody is here any more to pass signals on.
    stdio: serves ? 'inherit' : ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  let told = false;
  const pass = (signal) => {
    told = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => pass(signal));
  // The shell dies of a Ctrl-C too, which was passed on; another signal would cut the stop short.
  onLostParent(() => told || pass('SIGTERM'));
  child.on('exit', (code, signal) => {
    const early = serves && told && signal !== null && signal !== 'SIGKILL';
    process.exit(early ? 0 : (code ?? (signal === null ? 1 : 128 + constants.signals[signal])));
  });
}

const [mode = 'start', ...args] = process.argv.slice(2);
const entries = {
  start: ['server/main.ts', []],
  dev: ['server/main.ts', ['--dev']],
  smp: ['server/smp.ts', []],
  bench: ['bench/run.ts', []],
  test: ['tests/run.ts', []],
  screens: ['tests/support/screens.ts', []],
};
if (!Object.hasOwn(entries, mode)) {
  console.error(`There is no "${mode}". Say one of: ${Object.keys(entries).join(', ')}.`);
  process.exit(2);
}
prepare();
const [file, extra] = entries[mode];
runTypeScript(file, [...extra, ...args], mode === 'start' || mode === 'dev');
