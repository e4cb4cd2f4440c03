import { text } from 'node:stream/consumers';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { App } from '../../main.ts';
import { makeFormToken } from '../form-token.ts';

export interface Page {
  status: number;
  body: string;
  location: string | undefined;
  headers: Record<string, string | string[] | number | undefined>;
  json(): unknown;
}

type Fields = Record<string, string | readonly string[]>;

/** Speaks to the application as a browser does: keeps cookies, says where a form was, carries its token. */
export class Browser {
  /** Id of the session a form's token is bound to; null for a visitor. */
  session: string | null = null;
  readonly #app: App;
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(app: App, origin: string) {
    this.#app = app;
    this.#origin = origin;
    this.#cookies.set('visitor', 'a-visitor-of-the-tests');
  }

  /** Another browser with the same cookies, which no answer to it changes here; at another server when one is given. */
  copy(app = this.#app): Browser {
    const copy = new Browser(app, this.#origin);
    copy.session = this.session;
    for (const [name, value] of this.#cookies) copy.setCookie(name, value);
    return copy;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  /** What a form of this browser would carry in its hidden field. */
  formToken(): string {
    const binding =
      this.session === null ? `visitor ${this.#cookies.get('visitor') ?? ''}` : `session ${this.session}`;
    return makeFormToken(this.#app.formKey, binding);
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send({ method: 'GET', url, headers });
  }

  /** Submits a form; lists become repeated fields. */
  post(url: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Page> {
    const form = new URLSearchParams({ token: this.formToken() });
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
    return this.send({
      method: 'POST',
      url,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...this.#fromHere(), ...headers },
    });
  }

  /** Submits a form with files. */
  async postFiles(
    url: string,
    fields: Fields,
    files: readonly { field: string; name: string; type: string; bytes: Uint8Array<ArrayBuffer> }[],
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const form = new FormData();
    form.append('token', this.formToken());
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
    for (const { field, name, type, bytes } of files) form.append(field, new Blob([bytes], { type }), name);
    const encoded = new Response(form);
    return this.send({
      method: 'POST',
      url,
      payload: Buffer.from(await encoded.arrayBuffer()),
      headers: { 'content-type': encoded.headers.get('content-type') ?? '', ...this.#fromHere(), ...headers },
    });
  }

  /** Sends anything, with the cookies. */
  async send(options: InjectOptions): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const host = new URL(this.#origin).host;
    const response = await this.#app.server.inject({
      ...options,
      headers: { host, ...(cookie === '' ? {} : { cookie }), ...options.headers },
      payloadAsStream: true,
    });
    const body = await bodyOf(response);
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return {
      status: response.statusCode,
      body,
      location: response.headers.location,
      headers: response.headers,
      json: () => JSON.parse(body),
    };
  }

  #fromHere = () => ({ 'sec-fetch-site': 'same-origin', origin: this.#origin });
}

/** A stream of events never ends: its beginning is all that is read of it. */
async function bodyOf(response: LightMyRequestResponse): Promise<string> {
  const stream = response.stream();
  if (String(response.headers['content-type']).startsWith('text/event-stream')) {
    stream.destroy();
    return '';
  }
  return text(stream);
}
