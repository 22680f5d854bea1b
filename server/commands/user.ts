import { Command } from 'commander';
import { buildCatalog } from '@/lib/market/catalog';
import { invitePerson } from '@/lib/services/invite-person';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { withPlatform } from './with-platform';

interface CreateOptions {
  readonly email: string;
  readonly role: string;
  readonly name?: string;
  readonly market?: string;
  readonly region?: string;
}

/** `smp user create --email E --role R [--market M | --region P]` */
export function userCommand(): Command {
  const user = new Command('user').description('people who may sign in');
  user
    .command('create')
    .description('makes an account and prints the link by which its person chooses a password, once')
    .requiredOption('--email <email>', 'address to sign in with')
    .requiredOption('--role <role>', 'enumerator, operator, officer, validator, analyst, admin or auditor')
    .option('--name <name>', 'how the person is called (default: the address)')
    .option('--market <code>', 'looks after this market')
    .option('--region <province>', 'looks after this province (number or name)')
    .action(async (options: CreateOptions) => {
      const url = await withPlatform(async ({ config, clock, pool, db }) => {
        const catalog = buildCatalog(await readCatalog(db));
        const named = [...catalog.regions.values()].find(
          ({ name }) => name.toLowerCase() === options.region?.toLowerCase(),
        );
        const { link } = await invitePerson(
          { pool, clock, catalog: () => catalog },
          { kind: 'job', name: 'command line' },
          {
            email: options.email,
            role: options.role,
            name: options.name ?? options.email,
            market: options.market ?? '',
            region: named === undefined ? (options.region ?? '') : String(named.id),
          },
          null,
        );
        const origin = config.publicUrl ?? `http://localhost:${config.port}`;
        return `${origin.replace(/\/$/, '')}/tautan#${link.token}`;
      });
      console.log(url);
    });
  return user;
}
