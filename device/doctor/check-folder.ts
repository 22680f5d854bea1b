import { existsSync, statfsSync, statSync } from 'node:fs';
import type { Home } from '../home';
import { type Finding, fine, said, wrong } from './check';

const LEAST_FREE = 64 << 20;

/** Who may read the client's files, and whether there is room for more. */
export function checkFolder(home: Home): readonly Finding[] {
  return [permissions(home), space(home)];
}

function permissions(home: Home): Finding {
  const what = said('Izin berkas', 'Permissions');
  const paths = [home.folder, home.token, home.queueKey, home.ownKey].filter((path) => existsSync(path));
  const open =
    process.platform === 'win32' ? [] : paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
  if (open.length === 0) return fine(what, said(`${home.folder} tertutup.`, `${home.folder} is private.`));
  return wrong(
    what,
    said(`Dapat dibaca orang lain: ${open.join(', ')}`, `Others can read ${open.join(', ')}`),
    said(`Jalankan: chmod -R go= ${home.folder}`, `Run: chmod -R go= ${home.folder}`),
  );
}

function space(home: Home): Finding {
  const what = said('Ruang penyimpanan', 'Disk space');
  const { bavail, bsize } = statfsSync(home.folder);
  const free = Number(bavail) * Number(bsize);
  const amount = `${Math.round(free / (1 << 20))} MiB`;
  if (free >= LEAST_FREE) return fine(what, said(`${amount} bebas.`, `${amount} free.`));
  return wrong(
    what,
    said(`Hanya ${amount} bebas.`, `Only ${amount} free.`),
    said('Hapus berkas yang tidak perlu dari kartu ini.', 'Remove files that are not needed from this card.'),
  );
}
