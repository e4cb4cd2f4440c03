import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatVector } from './format.ts';
import { parseUnorderedVector, parseVector, vectorFromChoices } from './parse.ts';
import type { CvssRefusalCode } from './refusal.ts';

const v2 = 'AV:N/AC:L/Au:N/C:P/I:P/A:P';
const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

test.each([v2, `${v2}/E:F/RL:OF/RC:C`, v31, v31.replace('3.1', '3.0'), `${v4}/E:P/MSI:S/U:Amber`])(
  'a valid vector is read: %s',
  (text) => {
    expect(parseVector(text)).toMatchObject({ ok: true });
  },
);

test('a metric written as not defined says nothing', () => {
  expect(parseVector(`${v31}/E:X/MAV:X`)).toEqual(parseVector(v31));
  expect(parseVector(`${v2}/E:ND/RL:ND/RC:ND`)).toEqual(parseVector(v2));
});

describe('a vector is refused', () => {
  const refusals: [text: string, code: CvssRefusalCode, metric: string | undefined, says: string][] = [
    ['', 'empty', undefined, 'came nothing'],
    [`${v31}${'/E:X'.repeat(200)}`, 'too-long', undefined, 'at most 500'],
    ['CVSS:3.2/AV:N', 'unknown-version', undefined, '"CVSS:3.2"'],
    ['cvss:3.1/AV:N', 'unknown-version', undefined, '"cvss:3.1"'],
    [`CVSS:2.0/${v2}`, 'wrong-prefix', undefined, 'without a prefix'],
    [v31.replace('CVSS:3.1/', ''), 'missing-prefix', undefined, 'Write "CVSS:3.1/"'],
    [v4.replace('CVSS:4.0/', ''), 'missing-prefix', undefined, 'Write "CVSS:4.0/"'],
    [`(${v2})`, 'malformed', undefined, 'without parentheses'],
    [`${v31}/`, 'malformed', undefined, 'slash at the end'],
    [v31.replace('C:H', 'C:H:L'), 'malformed', undefined, '"C:H:L"'],
    [v31.replace('AV:N', 'av:N'), 'unknown-metric', 'av', 'Write AV; case matters'],
    [`${v31}/AT:N`, 'unknown-metric', 'AT', 'metric of CVSS 3.1'],
    [v31.replace('AV:N', 'AV:Q'), 'unknown-value', 'AV', 'one of N, A, L, P for AV (Attack Vector)'],
    [v31.replace('AV:N', 'AV:X'), 'unknown-value', 'AV', 'came "X"'],
    [`${v4}/MSC:S`, 'unknown-value', 'MSC', 'one of X, H, L, N'],
    [`${v31}/AV:L`, 'duplicate-metric', 'AV', 'again as "AV:L"'],
    [`${v31}/E:X/E:X`, 'duplicate-metric', 'E', 'Keep one'],
    [v31.replace('/S:U', ''), 'missing-metric', 'S', 'S (Scope). Add it, beginning with S:U or S:C'],
    [v4.replace('/AT:N', '').replace('/SA:N', ''), 'missing-metric', 'AT', 'SA (Subsequent'],
    [v4.replace('AV:N/AC:L', 'AC:L/AV:N'), 'out-of-order', 'AV', 'before AC'],
    [`${v4}/MAV:L/E:A`, 'out-of-order', 'E', 'order of CVSS 4.0'],
    [v2.replace('AV:N/AC:L', 'AC:L/AV:N'), 'out-of-order', 'AV', 'order of CVSS 2.0'],
  ];
  test.each(refusals)('%s: %s', (text, code, metric, says) => {
    const parsed = parseVector(text);
    expect(parsed).toMatchObject({ ok: false, code, ...(metric === undefined ? {} : { metric }) });
    expect(parsed.ok ? '' : parsed.message).toContain(says);
  });
});

test('3.x takes any order, and two orders are one vector', () => {
  const [prefix = '', ...metrics] = v31.split('/');
  expect(parseVector([prefix, ...metrics.reverse()].join('/'))).toEqual(parseVector(v31));
});

test('the unordered reading of 4.0 forgives the order and nothing else', () => {
  expect(parseUnorderedVector(`${v4}/MAV:L/E:A`)).toEqual(parseVector(`${v4}/E:A/MAV:L`));
  expect(parseUnorderedVector(`${v4}/E:A/E:A`)).toMatchObject({ ok: false, code: 'duplicate-metric' });
});

test('a filled-in form becomes a vector, in whatever order its fields came', () => {
  const choices = { A: 'P', I: 'P', C: 'P', Au: 'N', AC: 'L', AV: 'N', E: '', CDP: 'ND' };
  expect(vectorFromChoices('2.0', choices)).toEqual(parseVector(v2));
  expect(vectorFromChoices('2.0', { AV: 'N' })).toMatchObject({
    ok: false,
    code: 'missing-metric',
    metric: 'AC',
  });
});

test('garbage is refused with a short sentence and never throws', () => {
  const pieces = fc.constantFrom(
    'CVSS:',
    '3.1',
    '4.0',
    '/',
    ':',
    'AV',
    'N',
    '__proto__',
    'constructor',
    '\0',
    '𝄞',
  );
  const garbage = fc.oneof(
    fc.string(),
    fc.array(pieces).map((some) => some.join('')),
  );
  fc.assert(
    fc.property(garbage, (text) => {
      const parsed = parseVector(text);
      expect(parsed.ok ? formatVector(parsed.vector) : parsed.message.length < 700).toBeTruthy();
    }),
  );
});
