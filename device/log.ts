/** One line an event, for people or for programs. Secrets never reach it. */
export interface Log {
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  error(event: string, facts?: Facts): void;
}

export type Facts = Readonly<Record<string, unknown>>;
export type LogForm = 'human' | 'json';

const SECRET_NAME = /token|code$|password|authorization|secret|private|^key$/i;
const SECRET_TEXT = /\bBearer\s+\S+|\beyJ[\w-]+\.[\w-]+\.[\w-]+|\bsmp_[\w-]{16,}/g;

export function createLog(form: LogForm, write: (line: string) => void, now: () => number): Log {
  const line =
    (level: string) =>
    (event: string, facts: Facts = {}) => {
      const safe = redact(facts) as Record<string, unknown>;
      const at = new Date(now()).toISOString();
      if (form === 'json') write(JSON.stringify({ at, level, event, ...safe }));
      else write(`${at} ${level === 'info' ? '' : `${level.toUpperCase()} `}${event}${told(safe)}`);
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** Blacks out what looks like a secret, by its name or by its form. */
export function redact(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    return SECRET_NAME.test(name) ? '[secret]' : value.replace(SECRET_TEXT, '[secret]');
  }
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (value instanceof Error) return redact(value.message);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, redact(v, key)]));
}

function told(facts: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(facts).map(([key, value]) => {
    return `${key}=${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`;
  });
  return parts.length === 0 ? '' : `  ${parts.join(' ')}`;
}

function quoted(text: string): string {
  return /^[\w.:/#+-]+$/.test(text) ? text : JSON.stringify(text);
}
