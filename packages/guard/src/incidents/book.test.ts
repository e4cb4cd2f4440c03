import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { httpPathTraversal } from '../scenarios/pack/http-path-traversal.ts';
import { httpProbing } from '../scenarios/pack/http-probing.ts';
import { alertsFrom, noon, probing, temporary } from '../test/desk.ts';
import { IncidentBook } from './book.ts';
import { fileSink, httpSink } from './sinks.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const climb = (client: string, status: number) =>
  alertsFrom(
    [httpPathTraversal],
    'nginx',
    [0, 1, 2].map(
      (n) =>
        `${client} - - [10/Oct/2025:12:00:0${n} +0000] "GET /get?n=${n}&f=../../../etc/passwd HTTP/1.1" ${status} 1 "-" "x"`,
    ),
  );

test('a day’s noise is one incident, however many scan', () => {
  const book = new IncidentBook();
  for (let n = 1; n <= 150; n++) book.note(probing([httpProbing], `203.0.113.${n}`), `d${n}`);
  const [incident, ...more] = book.changed();
  expect(more).toEqual([]);
  expect(incident).toMatchObject({ kind: 'background', sourceCount: 150, alertCount: 150 });
  expect(incident?.sources).toHaveLength(100);
  expect(incident?.evidence).toHaveLength(20);
});

test('an exploit that was answered stands alone; one that was refused is noise', () => {
  const book = new IncidentBook();
  for (const status of [200, 404]) for (const alert of climb('203.0.113.9', status)) book.note(alert, 'd1');
  expect(book.changed().map(({ kind, paths, answers }) => ({ kind, paths, answers }))).toEqual([
    { kind: 'attack', paths: ['/get'], answers: { 200: 3 } },
    { kind: 'background', paths: ['/get'], answers: {} },
  ]);
});

test('an alarm of the machine is an incident of the day', () => {
  const book = new IncidentBook();
  for (const share of [9, 8]) book.noteAlarm('DiskNearlyFull', `/data has ${share} % left`, noon);
  expect(book.changed()).toMatchObject([
    {
      kind: 'alarm',
      scenario: 'DiskNearlyFull',
      description: '/data has 8 % left',
      alertCount: 2,
      sources: [],
    },
  ]);
});

test('only what changed is sent again', () => {
  const book = new IncidentBook();
  book.note(probing([httpProbing], '203.0.113.1'), null);
  const sent = book.changed();
  book.note(probing([httpProbing], '203.0.113.2'), null);
  book.settle(sent);
  expect(book.changed()).toHaveLength(1);
  book.settle(book.changed());
  expect(book.changed()).toEqual([]);
});

test('incidents reach a file and a server; a server that refuses rejects', async () => {
  const book = new IncidentBook();
  book.note(probing([httpProbing], '203.0.113.1'), null);
  const file = join(temporary(), 'incidents.jsonl');
  await fileSink(file).send(book.changed());
  expect(JSON.parse(readFileSync(file, 'utf8').trim())).toMatchObject({ scenario: 'bugheist/http-probing' });
  const tokens: unknown[] = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(tokens.length === 1 ? 202 : 503).end();
  });
  closing.push(() => server.close());
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/incidents`;
  await httpSink({ url, token: 't' }).send(book.changed());
  await expect(httpSink({ url, token: 't' }).send(book.changed())).rejects.toThrow(/answered 503/);
  expect(tokens[0]).toBe('Bearer t');
});
