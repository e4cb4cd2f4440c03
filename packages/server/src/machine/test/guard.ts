import type { Incident } from '@bugheist/guard/incidents/incident';
import { system } from '../../permission/actor.ts';
import type { TestApp } from '../../web/test/app.ts';
import { addGuard } from '../guard-token.ts';

/** A guard of an organization of the tests' world, speaking to the server as the library does. */
export interface TestGuard {
  id: string;
  token: string;
  send(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
  ): Promise<{ status: number; body: string; json(): unknown }>;
  /** Files these, as one run of the guard would. */
  file(
    incidents: readonly Incident[],
    run?: string,
  ): Promise<{ status: number; body: string; json(): unknown }>;
}

export async function openTestGuard(app: TestApp, slug: string, name: string): Promise<TestGuard> {
  const { id, token } = await app.database.transaction((tx) =>
    addGuard(tx, { organizationId: app.world.organization(slug), name, actor: system }, app.now()),
  );
  const send: TestGuard['send'] = async (method, url, body) => {
    const response = await app.server.inject({
      method,
      url,
      headers: {
        host: 'localhost:8000',
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: response.body, json: () => response.json() };
  };
  return {
    id,
    token,
    send,
    file: (incidents, run = 'run-1') => send('POST', '/api/v1/incidents', { version: 1, run, incidents }),
  };
}

const noon = Date.UTC(2026, 10, 24, 12);

export const noise = (more: Partial<Incident> = {}): Incident => ({
  id: 'background 2026-11-24 bugheist/http-probing',
  kind: 'background',
  scenario: 'bugheist/http-probing',
  description: 'Asked for many different addresses that are not there',
  classification: ['CAPEC-169'],
  host: 'acme.test',
  paths: ['/.env', '/wp-login.php'],
  sources: ['203.0.113.9'],
  sourceCount: 1,
  alertCount: 3,
  eventCount: 36,
  first: noon,
  last: noon + 60_000,
  answers: {},
  evidence: ['203.0.113.9 - - [24/Nov/2026:12:00:10 +0000] "GET /.env HTTP/1.1" 404 1 "-" "x"'],
  decisions: ['d1'],
  ...more,
});

export const attack = (more: Partial<Incident> = {}): Incident => ({
  ...noise(),
  id: 'attack 2026-11-24 bugheist/http-path-traversal acme.test /reset',
  kind: 'attack',
  scenario: 'bugheist/http-path-traversal',
  description: 'Climbed out of the web root',
  classification: ['CWE-22'],
  paths: ['/reset'],
  answers: { 200: 3 },
  evidence: [
    '203.0.113.9 - - [24/Nov/2026:12:00:10 +0000] "GET /reset?f=../../etc/passwd HTTP/1.1" 200 1 "-" "x"',
  ],
  decisions: ['d2'],
  ...more,
});

export const alarm = (more: Partial<Incident> = {}): Incident => ({
  ...noise(),
  id: 'alarm 2026-11-24 DiskNearlyFull',
  kind: 'alarm',
  scenario: 'DiskNearlyFull',
  description: '/data has 8 % left',
  classification: [],
  host: '',
  paths: [],
  sources: [],
  sourceCount: 0,
  alertCount: 1,
  eventCount: 0,
  evidence: ['/data has 8 % left'],
  decisions: [],
  ...more,
});
