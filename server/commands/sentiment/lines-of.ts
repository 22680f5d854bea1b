/** Of a longer line only so much of its beginning is kept, so that no line needs more memory than this. */
export const LONGEST_LINE = 100_000;

/**
 * The lines of a text that arrives in pieces, without their ends (`\n` or `\r\n`). What follows the last end is a line
 * when there is any of it.
 */
export async function* linesOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let line = '';
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
      yield withoutReturn(extended(line, piece.slice(from, end)));
      line = '';
      from = end + 1;
    }
    line = extended(line, piece.slice(from));
  }
  if (line !== '') yield withoutReturn(line);
}

function extended(line: string, more: string): string {
  return line.length >= LONGEST_LINE ? line : (line + more).slice(0, LONGEST_LINE);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
