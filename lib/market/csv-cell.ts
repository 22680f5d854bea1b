type CellValue = string | number | boolean | null;

/** What a spreadsheet would run: a sign that begins a formula, also wide or after spaces, and what hides one. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;

/** One cell of a CSV file that programs read (RFC 4180): quoted where needed, otherwise as it is; `null` is empty. */
export function csvCell(value: CellValue): string {
  return quoted(value, /[",\r\n]/);
}

function quoted(value: CellValue, special: RegExp): string {
  const text = value === null ? '' : String(value);
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One cell of a CSV file that people open in a spreadsheet: a text that it would run as a formula gets an apostrophe
 * before it. Numbers stay numbers, also those that were read as a text.
 */
export function sheetCell(value: CellValue): string {
  return csvCell(defused(value));
}

/** The same for a file whose cells are parted by semicolons, as spreadsheets of Indonesia do. */
export function semicolonSheetCell(value: CellValue): string {
  return quoted(defused(value), /[";\r\n]/);
}

function defused(value: CellValue): CellValue {
  const runs = typeof value === 'string' && FORMULA.test(value) && !PLAIN_NUMBER.test(value);
  return runs ? `'${value}` : value;
}
