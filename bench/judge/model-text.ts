/** A model as JSON with arrays of figures on one line, as the formatter has them. */
export function modelText(model: object): string {
  const text = JSON.stringify(model, null, 2).replace(/\[[^\]]*\]/g, (list) =>
    list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );
  return `${text}\n`;
}
