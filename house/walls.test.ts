import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { judgeImport } from './judge.ts';
import { importsOf, sourceFiles } from './modules.ts';
import { rooms, vagueNames } from './walls.ts';

const files = sourceFiles();
const imports = files.flatMap(importsOf);

test('every import stays inside the walls', () => {
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.map(judgeImport).filter((reason) => reason !== null)).toEqual([]);
});

test('a broken wall is noticed', () => {
  const server = 'packages/server/src';
  const breaches = [
    { from: 'packages/bug/src/bug.ts', to: '@bugheist/scan/cli' },
    { from: 'packages/scan/src/cli.ts', to: '@bugheist/guard/cli' },
    { from: `${server}/queue/triage.ts`, to: `${server}/report/submit.ts` },
    { from: `${server}/report/submit.ts`, to: `${server}/reward/ledger.ts` },
    { from: `${server}/web/kernel.ts`, to: `${server}/db/database.ts` },
    { from: `${server}/report/submit.ts`, to: `${server}/db/database.ts` },
    { from: `${server}/report/submit.ts`, to: `${server}/web/route.ts` },
    { from: `${server}/nowhere/x.ts`, to: `${server}/db/database.ts` },
  ].map((one) => judgeImport({ ...one, typeOnly: false }));
  expect(breaches.filter((reason) => reason === null)).toEqual([]);
});

test('the table itself has no cycle', () => {
  const below = (name: string, seen: string[] = []): void => {
    expect(seen, `${[...seen, name].join(' → ')}`).not.toContain(name);
    for (const next of rooms[name] ?? []) if (next !== '*') below(next, [...seen, name]);
  };
  for (const name of ['web', 'jobs', 'files', 'account']) below(name);
  const order = Object.keys(rooms);
  for (const [name, allowed] of Object.entries(rooms)) {
    for (const target of allowed)
      if (target !== '*')
        expect(order.indexOf(target), `${name} → ${target}`).toBeLessThan(order.indexOf(name));
  }
});

test('files within one package form no import cycle', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && to.startsWith('packages/')) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): void => {
    if (done.has(file)) return;
    expect(trail.includes(file), [...trail, file].join('\n→ ')).toBe(false);
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test('no file has a name that says nothing', () => {
  const vague = files.filter((file) =>
    basename(file)
      .replace(/\.tsx?$/, '')
      .split('-')
      .some((word) => vagueNames.test(word)),
  );
  expect(vague).toEqual([]);
});

test('file names are kebab-case', () => {
  expect(
    files.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.generated)?\.tsx?$/.test(basename(file))),
  ).toEqual([]);
});
