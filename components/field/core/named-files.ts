const NAME = /static\/[\w./~()[\]%-]+\.(?:js|css|woff2)/g;

/**
 * Addresses of the build's files that a page or script names. A page names all that it begins with; what is fetched
 * later, such as the reader of QR codes, is named in the scripts alone, and there without the folder.
 */
export function filesNamedIn(text: string): readonly string[] {
  return [...new Set(text.match(NAME) ?? [])].map((name) => `/_next/${name}`);
}
