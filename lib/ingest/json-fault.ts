import { closingQuote } from './json-string';

/** The first thing wrong with a JSON text, and where. */
export interface JsonFault {
  readonly kind: 'syntax' | 'duplicate_key' | 'too_deep';
  /** Path such as `readings[3].prices.cabai`; empty at the root. */
  readonly path: string;
  /** Characters from the start of the text. */
  readonly offset: number;
}

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,\]}]|$)/y;
const SPACE = /[ \t\n\r]*/y;

class Scanner {
  offset = 0;
  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  /** Text that `pattern` (sticky) takes here, or null. */
  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.offset += found.length;
    return found;
  }

  /** The string that starts here, decoded; null when none does or it is malformed. */
  private takeString(): string | null {
    if (this.text[this.offset] !== '"') return null;
    const end = closingQuote(this.text, this.offset) + 1;
    try {
      const decoded = String(JSON.parse(this.text.slice(this.offset, end)));
      this.offset = end;
      return decoded;
    } catch {
      return null;
    }
  }

  private takeChar(char: string): boolean {
    this.take(SPACE);
    if (this.text[this.offset] !== char) return false;
    this.offset += 1;
    return true;
  }

  private fault(kind: JsonFault['kind'], path: string): JsonFault {
    return { kind, path, offset: this.offset };
  }

  value(path: string, depth: number): JsonFault | null {
    this.take(SPACE);
    const next = this.text[this.offset];
    if ((next === '{' || next === '[') && depth >= this.maxDepth) return this.fault('too_deep', path);
    if (next === '{') return this.object(path, depth + 1);
    if (next === '[') return this.array(path, depth + 1);
    const taken = next === '"' ? this.takeString() : this.take(SCALAR);
    return taken === null ? this.fault('syntax', path) : null;
  }

  private object(path: string, depth: number): JsonFault | null {
    this.offset += 1;
    if (this.takeChar('}')) return null;
    const seen = new Set<string>();
    do {
      this.take(SPACE);
      const start = this.offset;
      const key = this.takeString();
      if (key === null) return this.fault('syntax', path);
      const child = path === '' ? key : `${path}.${key}`;
      if (seen.has(key)) return { kind: 'duplicate_key', path: child, offset: start };
      seen.add(key);
      if (!this.takeChar(':')) return this.fault('syntax', child);
      const fault = this.value(child, depth);
      if (fault !== null) return fault;
    } while (this.takeChar(','));
    return this.takeChar('}') ? null : this.fault('syntax', path);
  }

  private array(path: string, depth: number): JsonFault | null {
    this.offset += 1;
    if (this.takeChar(']')) return null;
    let index = 0;
    do {
      const fault = this.value(`${path}[${index}]`, depth);
      if (fault !== null) return fault;
      index += 1;
    } while (this.takeChar(','));
    return this.takeChar(']') ? null : this.fault('syntax', path);
  }

  atEnd(): boolean {
    this.take(SPACE);
    return this.offset === this.text.length;
  }
}

/**
 * Finds the first fault of a JSON text by reading it strictly (RFC 8259, names unique, at most `maxDepth`
 * levels); `null` when there is none. Slower than JSON.parse: for texts already known to be faulty.
 */
export function findJsonFault(text: string, maxDepth: number): JsonFault | null {
  const scanner = new Scanner(text, maxDepth);
  const fault = scanner.value('', 0);
  if (fault !== null) return fault;
  return scanner.atEnd() ? null : { kind: 'syntax', path: '', offset: scanner.offset };
}
