import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { composeFile } from './compose.ts';

const read = (text: string) => new SourceFile('compose.yaml', text).tree(composeFile);

test.each([
  ['"5432:5432"', null, 5432],
  ['5432', null, 5432],
  ['"0.0.0.0:80:5432/tcp"', null, 5432],
  ['"127.0.0.1:5432:5432"', '127.0.0.1', 5432],
  ['"[::1]:5432:5432"', '[::1]', 5432],
  ['"127.0.0.1::5432"', '127.0.0.1', 5432],
  ['"3000-3005:3000-3005"', null, 3000],
  [`"\${PORT}:80"`, null, 80],
  [`"80:\${PORT}"`, null, null],
  ['{target: 5432, published: 80, host_ip: 127.0.0.1}', '127.0.0.1', 5432],
])('the port %s listens on %s and leads to %s', (port, address, target) => {
  const [service] = read(`services:\n  db:\n    ports:\n      - ${port}\n`).services;
  expect(service?.ports).toEqual([expect.objectContaining({ address, target })]);
});

test.each([
  ['/etc:/etc:ro', '/etc', true],
  ['./a:/a', './a', false],
  [`\${HOME:-/root}/.ssh:/ssh`, null, null],
  ['data:/var/lib', null, null],
  ['{type: bind, source: /srv, target: /srv, read_only: true}', '/srv', true],
])('the volume %s is the folder %s of the host', (volume, path, isReadOnly) => {
  const [workload] = read(`services:\n  a:\n    volumes:\n      - ${volume}\n`).workloads;
  expect(workload?.mounts.map((mount) => [mount.path, mount.isReadOnly])).toEqual(
    path === null ? [] : [[path, isReadOnly]],
  );
});

test('what services share by an anchor is read for each, and stands where it is written', () => {
  const text =
    'x-env: &env\n  A: 1\nservices:\n  a:\n    environment: *env\n  b:\n    environment:\n      <<: *env\n      B: 2\n';
  const variables = read(text).workloads.map(({ containers }) => containers[0]?.variables ?? []);
  expect(variables.map((all) => all.map(({ name, value }) => `${name}=${value}`))).toEqual([
    ['A=1'],
    ['B=2', 'A=1'],
  ]);
  const [shared] = variables[0] ?? [];
  expect(text.slice(shared?.start, shared?.end)).toBe('A: 1');
});

test('a file without `services` is read as version 1, and anything else has none', () => {
  expect(read('web:\n  image: a:1\n').services.map(({ name }) => name)).toEqual(['web']);
  expect(read('volumes:\n  data: {}\n').services).toEqual([]);
  expect(() => read('a: [')).toThrow(/not readable as a Compose file/);
});

test.each([
  ['["5432:5432"]', true],
  ['["127.0.0.1:5432:5432"]', false],
  ['["80:8080"]', false],
])('with the ports %s a database is open to others: %s', (ports, isOpen) => {
  const { workloads } = read(
    `services:\n  app: {image: a:1}\n  db:\n    image: postgres:18\n    ports: ${ports}\n`,
  );
  expect(workloads.map(({ opensDatabase }) => opensDatabase)).toEqual([isOpen, isOpen]);
});
