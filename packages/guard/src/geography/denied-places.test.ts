import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { DecisionTable } from '../bouncers/decision-table.ts';
import { runGuard } from '../cli.ts';
import { httpProbing } from '../scenarios/pack/http-probing.ts';
import { ban } from '../test/decisions.ts';
import { noon, openDesk, probing, temporary } from '../test/desk.ts';
import { mmdb } from '../test/mmdb.ts';
import { nowhere } from './place.ts';

const denied = '203.0.113.9';
const other = '198.51.100.7';
const database = mmdb({
  '203.0.113.0/24': { country: { iso_code: 'XA' } },
  '198.51.100.0/24': { country: { iso_code: 'XB' }, autonomous_system_number: 64_500 },
});
const visit = (client: string) =>
  `${client} - - [10/Oct/2025:12:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla"\n`;

function setUp(geography: string, more = '') {
  const directory = temporary();
  const file = join(directory, 'guard.yaml');
  writeFileSync(join(directory, 'places.mmdb'), database);
  writeFileSync(
    file,
    `state: .\nsources: [{ stdin: true }]\ndecisions: { shadow: 0s }\ngeography: ${geography}\n${more}`,
  );
  let next = 0;
  return async (argv: string[], stdin = '') => {
    const out: string[] = [];
    const write = (line: string) => void out.push(line);
    const status = await runGuard([...argv, '--config', file], {
      ...{ out: write, err: write, env: {}, stdin: Readable.from([Buffer.from(stdin)]) },
      ...{ now: () => noon, newId: () => `d${++next}`, signal: new AbortController().signal },
    });
    return { status, text: out.join('\n') };
  };
}

test('whoever comes from a denied country is banned, nobody else', async () => {
  const guard = setUp('{ files: [places.mmdb], deny: [XA] }');
  await guard(['run'], visit(other) + visit(denied) + visit('192.0.2.1'));
  const { text } = await guard(['list']);
  expect(text).toMatch(/^ban 203\.0\.113\.9 .*bugheist\/denied-place/);
  expect(text.split('\n')).toHaveLength(1);
  expect((await guard(['explain', other])).text).toContain('is in XB, AS64500');
});

test('an operator’s ban of a network reaches the addresses in it, and spares the allow-list', async () => {
  const guard = setUp('{ files: [places.mmdb] }', 'allow: [198.51.100.8]\n');
  expect(await guard(['ban', 'AS64500', '--why', 'asked us to'])).toMatchObject({ status: 0 });
  await guard(['run'], visit(other) + visit('198.51.100.8') + visit(denied));
  const { text } = await guard(['list']);
  expect(text).toContain('ban AS64500');
  expect(text).toContain(`ban ${other}`);
  expect(text.split('\n')).toHaveLength(2);
});

test('an allowed country is never banned', async () => {
  const guard = setUp('{ files: [places.mmdb], allow: [XA] }');
  const refused = await guard(['ban', denied, '--why', 'x']);
  expect(refused).toMatchObject({ status: 2, text: expect.stringContaining('it is in XA') });
});

test('without data a country can’t be banned, and a wrong name says so', async () => {
  expect((await setUp('false')(['ban', 'XA', '--why', 'x'])).text).toContain('geography.files');
  expect((await setUp('{ deny: [XA] }')(['check'])).text).toContain('geography.files is empty');
  const wrong = await setUp('{ files: [places.mmdb], deny: [Narnia] }')(['check']);
  expect(wrong).toMatchObject({ status: 2, text: expect.stringMatching(/:4: .*"Narnia" is neither/) });
  expect((await setUp('{ files: [guard.yaml] }')(['check'])).text).toContain('expected an MMDB file');
});

test('a scenario about a whole country waits for a person', async () => {
  const { desk } = openDesk();
  const alert = probing([httpProbing], denied);
  const scenario = { ...alert.scenario, scope: () => ({ type: 'country', value: 'XA' }) };
  const verdict = await desk.decide({ ...alert, scenario }, noon);
  expect(verdict).toMatchObject({ decision: { scope: 'country', value: 'XA', held: true } });
});

test('a middleware that knows places enforces them', () => {
  const table = new DecisionTable([ban({ value: 'XA', scope: 'country' })], (address) => ({
    ...nowhere,
    country: address === denied ? 'XA' : 'XB',
  }));
  expect(table.find(denied, 'a', noon)?.value).toBe('XA');
  expect(table.find(other, 'a', noon)).toBeNull();
});
