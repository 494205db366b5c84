import type { Problem, Session } from '@silkconsult/protocol';

/** What the API answered: its status and its JSON, whatever that is. */
export interface ApiAnswer<T = unknown> {
  status: number;
  body: T;
}

/** The REST API as one person uses it. */
export class Api {
  readonly #url: string;
  readonly session: Session;

  private constructor(url: string, session: Session) {
    this.#url = url;
    this.session = session;
  }

  static async signIn(url: string, account: { email: string; password: string }): Promise<Api> {
    const { email, password } = account;
    const answer = await send<Session>(`${url}/api/sessions`, 'POST', { email, password });
    if (answer.status >= 300) throw unexpected('POST /api/sessions', answer);
    return new Api(url, answer.body);
  }

  /** Sends a request and answers whatever comes back. */
  ask<T>(method: string, path: string, body?: unknown): Promise<ApiAnswer<T | Problem>> {
    return send(`${this.#url}/api${path}`, method, body, this.session.accessToken);
  }

  /** Sends a request that has to succeed. */
  async get<T>(path: string): Promise<T> {
    return this.#expect<T>('GET', path);
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#expect<T>('POST', path, body);
  }

  async patch<T>(path: string, body: unknown): Promise<T> {
    return this.#expect<T>('PATCH', path, body);
  }

  async #expect<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(method, path, body);
    if (answer.status >= 300) throw unexpected(`${method} ${path}`, answer);
    return answer.body as T;
  }
}

function unexpected(what: string, { status, body }: ApiAnswer): Error {
  return new Error(`${what} was answered with ${status}: ${JSON.stringify(body)}`);
}

async function send<T>(
  url: string,
  method: string,
  body: unknown,
  token?: string,
): Promise<ApiAnswer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
}
