import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string;
  /** Header fields, unfolded, by their lower-case name. */
  headers: Map<string, string>;
  /** Decoded parts by their media type, with the parameters of their Content-Type. */
  parts: Map<string, { parameters: string; content: string }>;
}

function splitHead(raw: string): [Map<string, string>, string] {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const fields = head.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return [new Map(fields), raw.slice(end + 4)];
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function collect(raw: string, parts: ReceivedMail['parts']): Map<string, string> {
  const [headers, body] = splitHead(raw);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1];
  if (!boundary) {
    const [media = '', ...parameters] = type.split(';').map((part) => part.trim());
    const content = decode(body, headers.get('content-transfer-encoding'));
    parts.set(media, { parameters: parameters.join('; '), content });
    return headers;
  }
  for (const part of body.split(`--${boundary}`).slice(1, -1)) collect(part.slice(2), parts);
  return headers;
}

/** A header as a mail program shows it: RFC 2047's words decoded. */
export function shown(field: string | undefined): string {
  return (field ?? '').replace(
    /=\?UTF-8\?([QB])\?([^?]*)\?=(\s+(?==\?))?/gi,
    (_whole, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
  );
}

/** A real mail server on a port of this machine. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Addresses that do not exist here. */
  readonly unknown = new Set<string>();
  #server: SMTPServer | undefined;
  #port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        if (!this.unknown.has(address)) return done();
        done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const parts: ReceivedMail['parts'] = new Map();
          const headers = collect(Buffer.concat(chunks).toString('latin1'), parts);
          const to = session.envelope.rcptTo[0]?.address ?? '';
          this.received.push({ to, headers, parts });
          done();
        });
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
