import { Command } from 'commander';
import { examine } from '../doctor/doctor';
import { contextOf, SETTINGS_HELP, type SettingFlags } from './context';

interface Flags extends SettingFlags {
  readonly lang: string;
}

/** `device doctor`: exit code 1 when something needs a hand. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('finds out why readings do not arrive, and says what to do')
    .option('--lang <lang>', 'id or en', (process.env.LANG ?? '').startsWith('en') ? 'en' : 'id')
    .addHelpText('after', SETTINGS_HELP)
    .action(async (_own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const { home, settings } = contextOf(flags);
      const lang = flags.lang === 'en' ? 'en' : 'id';
      const findings = await examine(home, settings);
      for (const { good, what, found, remedy } of findings) {
        console.log(`${good ? '✓' : '✗'} ${what[lang]}: ${found[lang]}`);
        if (remedy !== null) console.log(`  → ${remedy[lang]}`);
      }
      process.exitCode = findings.every((f) => f.good) ? 0 : 1;
    });
}
