import type { RefusalGroup } from '@/lib/ingest/import-report';
import type { ImportOutcome } from '@/lib/services/import-history';

const TEXTS_SHOWN = 6;
const MARKETS_SHOWN = 8;

/** What an import did, as lines for the terminal. */
export function importSummary(outcome: ImportOutcome): readonly string[] {
  const { report, days, markets } = outcome;
  const stored = report.groups.find((g) => g.code === 'already_stored')?.count ?? 0;
  const span = days === null ? '' : `, ${days.from} to ${days.to}`;
  return [
    `${outcome.fileName}: ${report.accepted} prices taken${span}`,
    ...(markets.length === 0 ? [] : [`  markets made: ${list(markets)}`]),
    `  already stored: ${stored}`,
    `  refused: ${report.refused - stored}`,
    ...report.groups.filter((g) => g.code !== 'already_stored').flatMap(groupLines),
  ];
}

function groupLines(group: RefusalGroup): readonly string[] {
  const [example] = group.examples;
  const texts = group.said.slice(0, TEXTS_SHOWN).map(([text, count]) => `"${text}" × ${count}`);
  const more = group.said.length > TEXTS_SHOWN ? ', …' : '';
  return [
    `    ${group.code}: ${group.count}`,
    `      ${texts.join(', ')}${more}`,
    ...(example === undefined ? [] : [`      line ${example.line}: ${example.message}`]),
  ];
}

function list(codes: readonly string[]): string {
  const more = codes.length > MARKETS_SHOWN ? ` and ${codes.length - MARKETS_SHOWN} more` : '';
  return codes.slice(0, MARKETS_SHOWN).join(', ') + more;
}
