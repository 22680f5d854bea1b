import { existsSync } from 'node:fs';
import type { Home } from '../home';
import { holderOf } from '../lock';
import type { Settings } from '../settings';
import { openStores } from '../stores';
import { type Finding, fine, said, wrong } from './check';

/** Opens the queue as it lies there, without changing it, and reads the oldest of it. */
export function checkQueue(home: Home, settings: Settings): Finding {
  const what = said('Antrean', 'Queue');
  if (!existsSync(home.queue)) return fine(what, said('Masih kosong.', 'Still empty.'));
  try {
    const stores = openStores(home, { limits: settings.queue, keyFile: settings.keyFile }, true);
    const { queue, rejected } = stores;
    const readable = queue.waiting === 0 || queue.take(1).length === 1;
    const { waiting } = queue;
    const { damaged } = queue.found;
    const refused = rejected.waiting;
    stores.close();
    // While a client runs, the end of the newest file may be being written.
    const bad = damaged > 0 || (!readable && holderOf(home.folder) === null);
    const found = said(
      `${waiting} menunggu, ${refused} ditolak${bad ? `, ${damaged} byte rusak` : ''}.`,
      `${waiting} waiting, ${refused} rejected${bad ? `, ${damaged} bytes damaged` : ''}.`,
    );
    if (bad) {
      return wrong(
        what,
        found,
        said(
          'Kartu penyimpanan mulai rusak; ganti. Data lain di antrean tetap dikirim.',
          'The storage card is failing; replace it. Everything else in the queue is still sent.',
        ),
      );
    }
    if (refused === 0) return fine(what, found);
    return wrong(
      what,
      found,
      said(
        'Lihat alasannya: smp device queue list --rejected; setelah diperbaiki: smp device queue retry',
        'See why: smp device queue list --rejected; once mended: smp device queue retry',
      ),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return wrong(
      what,
      said(why, why),
      said('Pulihkan berkas kunci dari salinan.', 'Restore the key file from a copy.'),
    );
  }
}
