import { createServer, type Socket } from 'node:net';

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** As its reader sees it. */
  readonly text: string;
}

export interface SmtpServer {
  /** With name and password, for `SMTP_URL`. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** From now on it answers every recipient with this, e.g. `550 no such user`; `null` takes mail again. */
  refuse(answer: string | null): void;
  close(): Promise<void>;
}

const USER = 'smp';
const PASSWORD = 'surat & pos';

/** A mail server as far as RFC 5321 and AUTH PLAIN (RFC 4954) go, on a port of its own. It keeps what it is sent. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    speak(socket, mails, () => refusal);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    mails,
    refuse: (answer) => {
      refusal = answer;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function speak(socket: Socket, mails: ReceivedMail[], refusal: () => string | null): void {
  let known = false;
  let envelope = { from: '', to: '' };
  let data: string[] | null = null;
  let rest = '';
  const say = (line: string) => void socket.write(`${line}\r\n`);

  /** Answers of the commands that need no more than their line. */
  const answers: Readonly<Record<string, (line: string) => string>> = {
    ehlo: () => '250-here\r\n250 AUTH PLAIN',
    quit: () => '221 bye',
    auth: (line) => {
      const said = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
      known = said === `\0${USER}\0${PASSWORD}`;
      return known ? '235 welcome' : '535 unknown';
    },
    mail: (line) => {
      envelope = { from: addressIn(line), to: '' };
      return '250 fine';
    },
    rcpt: (line) => {
      envelope = { ...envelope, to: addressIn(line) };
      return refusal() ?? '250 fine';
    },
    data: () => {
      data = [];
      return '354 go on';
    },
  };

  function hear(line: string): void {
    if (data === null) {
      const verb = line.toLowerCase().split(' ')[0] ?? '';
      const open = known || ['ehlo', 'auth', 'quit'].includes(verb);
      say(open ? (answers[verb]?.(line) ?? '502 what?') : '530 say who you are');
    } else if (line === '.') {
      mails.push({ ...envelope, ...parse(data) });
      data = null;
      say('250 kept');
    } else data.push(line.replace(/^\./, ''));
  }

  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
  say('220 here');
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

function parse(lines: readonly string[]): Pick<ReceivedMail, 'subject' | 'text'> {
  const end = lines.indexOf('');
  const head = lines
    .slice(0, end)
    .join('\r\n')
    .replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const body = lines.slice(end + 1).join('\n');
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : unquoted(body);
  return { subject: decodeWords(header('Subject')), text: bytes.toString('utf8') };
}

/** RFC 2045, 6.7. */
function unquoted(text: string): Buffer {
  const plain = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** RFC 2047: `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=`; the space between two of them says nothing. */
function decodeWords(text: string): string {
  return text
    .replace(/\?= +=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, said: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(said, 'base64')
        : unquoted(said.replaceAll('_', ' '))
      ).toString('utf8'),
    );
}
