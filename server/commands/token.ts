import { Command } from 'commander';
import { buildCatalog } from '@/lib/market/catalog';
import { issueToken } from '@/lib/services/manage-tokens';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { roleOption } from './role-option';
import { withPlatform } from './with-platform';

/** `smp token create --role ROLE --name NAME [--days N]` */
export function tokenCommand(): Command {
  const token = new Command('token').description('API tokens for people and programs');
  token
    .command('create')
    .description('makes a token and prints it once')
    .addOption(roleOption())
    .requiredOption('--name <name>', 'what it is for')
    .option('--days <days>', 'valid for so many days', '365')
    .action(async ({ role, name, days }: { role: string; name: string; days: string }) => {
      const created = await withPlatform(async ({ clock, pool, db }) => {
        const catalog = buildCatalog(await readCatalog(db));
        const input = { role, name, scopes: [], marketId: null, regionId: null, days: Number(days) };
        const actor = { kind: 'job', name: 'command line' } as const;
        return issueToken({ pool, clock, catalog: () => catalog }, actor, input, null);
      });
      console.log(created.token);
    });
  return token;
}
