import type { Scope } from '../../permission/actor.ts';
import type { TestApp } from './app.ts';
import { openApiToken } from './world.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends as a program with a token of this person does. */
export async function programOf(app: TestApp, handle: string, ...granted: Scope[]) {
  const token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person(handle), granted, app.now()),
  );
  return (method: Method, url: string, payload?: object, headers: Record<string, string> = {}) =>
    app.server.inject({
      method,
      url,
      headers: { host: 'localhost:8000', authorization: `Bearer ${token}`, ...headers },
      ...(payload ? { payload } : {}),
    });
}
