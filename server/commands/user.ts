import { Command } from 'commander';
import { buildCatalog } from '@/lib/market/catalog';
import { invitePerson } from '@/lib/services/invite-person';
import { readCatalog } from '@/lib/store/catalog/read-catalog';
import { regionSaid } from './region-said';
import { roleOption } from './role-option';
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
    .addOption(roleOption())
    .option('--name <name>', 'how the person is called (default: the address)')
    .option('--market <code>', 'looks after this market')
    .option('--region <province>', 'looks after this province (number or name)')
    .action(async (options: CreateOptions, command: Command) => {
      const misuse = (message: string) => command.error(message, { exitCode: 2 });
      const url = await withPlatform(async ({ config, clock, pool, db }) => {
        const catalog = buildCatalog(await readCatalog(db));
        const region =
          options.region === undefined ? '' : String(regionSaid(catalog, options.region, misuse));
        const { link } = await invitePerson(
          { pool, clock, catalog: () => catalog },
          { kind: 'job', name: 'command line' },
          {
            email: options.email,
            role: options.role,
            name: options.name ?? options.email,
            market: options.market ?? '',
            region,
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
