import { Command } from 'commander';
import { buildCatalog } from '@/lib/market/catalog';
import { runFeed } from '@/lib/services/run-feeds';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { withPlatform } from './with-platform';

/** `smp feed run NAME` */
export function feedCommand(): Command {
  const feed = new Command('feed').description('price sources outside of the platform');
  feed
    .command('run')
    .description('reads a source now and prints what was refused, and why')
    .argument('<name>', 'the name of the source')
    .action(async (name: string) => {
      const result = await withPlatform(async ({ pool, db, clock, config }) => {
        const catalog = buildCatalog(await readCatalog(db));
        return runFeed({ pool, clock, config, catalog: () => catalog }, name);
      });
      for (const { line, field, said, message } of result.rows)
        console.log(`line ${line}, ${field}${said === '' ? '' : ` "${said}"`}: ${message}`);
      if (result.rows.length < result.refused)
        console.log(`… and ${result.refused - result.rows.length} more rows`);
      if (result.fault !== null) console.error(result.fault.message);
      console.log(`${result.accepted} rows taken, ${result.refused} refused`);
      if (result.fault !== null || result.accepted === 0) process.exitCode = 1;
    });
  return feed;
}
