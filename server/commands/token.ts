import { Command } from 'commander';
import { createApiToken } from '@/lib/services/api-tokens';
import { withPlatform } from './with-platform';

/** `smp token create --role ROLE --name NAME [--days N]` */
export function tokenCommand(): Command {
  const token = new Command('token').description('API tokens for people and programs');
  token
    .command('create')
    .description('makes a token and prints it once')
    .requiredOption('--role <role>', 'admin, auditor, analyst, …')
    .requiredOption('--name <name>', 'what it is for')
    .option('--days <days>', 'valid for so many days', '365')
    .action(async (options: { role: string; name: string; days: string }) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1)
        token.error('--days takes a whole number from 1', { exitCode: 2 });
      const created = await withPlatform(({ db, clock }) =>
        createApiToken(db, {
          role: options.role,
          name: options.name,
          expiresAt: new Date(clock.now() + days * 86_400_000),
        }),
      );
      console.log(created.token);
    });
  return token;
}
