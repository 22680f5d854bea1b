import { Command } from 'commander';
import { shippedModel } from '@/lib/sentiment/model';
import { sentimentOf } from '@/lib/sentiment/sentiment';
import { sayDone, withOutput } from './open-output';
import { createProgressBar } from './progress';
import { LONGEST_LINE, linesOf } from './sentiment/lines-of';
import { openTexts } from './sentiment/open-texts';

const HEADER = 'line,label,score\n';
/** Characters that are written at once. */
const BATCH = 65_536;

/** `smp sentiment --input texts.txt --output labels.csv` */
export function sentimentCommand(): Command {
  return new Command('sentiment')
    .description('tells what each Indonesian text of a file feels, without a database')
    .requiredOption('--input <file>', 'UTF-8, one text a line')
    .requiredOption('--output <file>', 'CSV to write: line, label, score')
    .addHelpText(
      'after',
      `
line: counted from 0, empty lines too, so that it is the place of the text in the file.
label: positive, neutral or negative; a line without a word is neutral.
score: chance that the label is right, 0 to 1.
Of a line of more than ${LONGEST_LINE.toLocaleString('en')} characters only the beginning is read.`,
    )
    .action(async (options: { input: string; output: string }, command: Command) => {
      await labelFile(options.input, options.output, (message) => command.error(message, { exitCode: 2 }));
    });
}

async function labelFile(input: string, output: string, misuse: (message: string) => never): Promise<void> {
  const bar = createProgressBar('sentiment');
  const pieces = await openTexts(input, misuse, (fraction) => bar.show(fraction));
  const model = shippedModel();
  let line = 0;
  let waiting = HEADER;
  await withOutput({ input, output, misuse }, async (write) => {
    for await (const text of linesOf(pieces)) {
      const { label, score } = sentimentOf(text, model);
      waiting += `${line++},${label},${score.toFixed(6)}\n`;
      if (waiting.length < BATCH) continue;
      await write(waiting);
      waiting = '';
    }
    await write(waiting);
  }).finally(bar.end);
  if (line === 0) console.error(`--input is empty, so there was nothing to label: ${input}`);
  await sayDone(output, `${line} texts labelled`);
}
