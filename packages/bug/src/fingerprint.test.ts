import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contextFingerprint,
  lineFingerprint,
  packageFingerprints,
  placeFingerprint,
  renamedFingerprint,
  resourceFingerprint,
  secretFingerprint,
  toolFingerprint,
  urlFingerprint,
} from './fingerprint.ts';

const at = { tool: 'semgrep', rule: 'sql-injection', path: 'src/orders.ts' };
const lines = ['const a = 1;', '  db.query(sql);', 'return a;', '', 'db.query(sql);', 'close();'];

test('a place is tool, rule, path, line and column', () => {
  const place = placeFingerprint(at, 2, 3);
  expect(place).toMatchObject({
    scheme: 'place',
    version: 1,
    value: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(placeFingerprint({ ...at, path: './src\\orders.ts' }, 2, 3)).toEqual(place);
  const others = [
    placeFingerprint(at, 3, 3),
    placeFingerprint(at, 2, 4),
    placeFingerprint({ ...at, path: 'src/Orders.ts' }, 2, 3),
    placeFingerprint({ ...at, tool: 'codeql' }, 2, 3),
  ];
  expect(others).not.toContainEqual(place);
});

test("a tool's own fingerprint counts only with its rule and path", () => {
  expect(toolFingerprint(at, 'abc')).toEqual(toolFingerprint(at, ' abc '));
  expect(toolFingerprint({ ...at, rule: 'xss' }, 'abc')).not.toEqual(toolFingerprint(at, 'abc'));
});

test.each(['', 'requires login', 'Requires Login', '0000000000000000', 'null'])(
  'what a tool writes when it has no fingerprint is none: "%s"',
  (value) => {
    expect(toolFingerprint(at, value)).toBeNull();
  },
);

test('a line that moved or was indented is the same, its twin is not', () => {
  const line = lineFingerprint(at, { lines, line: 2 });
  expect(lineFingerprint(at, { lines, line: 5 })).toEqual(line);
  expect(lineFingerprint(at, { lines, line: 5 }, 2)).not.toEqual(line);
  expect(lineFingerprint(at, { lines, line: 4 })).toBeNull();
  expect(lineFingerprint(at, { lines, line: 99 })).toBeNull();
});

test('context tells equal lines apart and survives lines added far above', () => {
  const context = contextFingerprint(at, { lines, line: 5 });
  expect(contextFingerprint(at, { lines, line: 2 })).not.toEqual(context);
  const moved = ['// one', '// two', '// three', '// four', ...lines];
  expect(contextFingerprint(at, { lines: moved, line: 9 })).toEqual(context);
});

test('a renamed file keeps the hit, another rule does not', () => {
  const elsewhere = { ...at, path: 'src/invoices.ts' };
  const renamed = renamedFingerprint(at, { lines, line: 5 });
  expect(renamedFingerprint(elsewhere, { lines, line: 5 })).toEqual(renamed);
  expect(renamedFingerprint({ tool: 'semgrep', rule: 'xss' }, { lines, line: 5 })).not.toEqual(renamed);
});

test('an address is one whatever its ids and values, a method or parameter apart is another', () => {
  const rule = { tool: 'zap', rule: 'reflected-xss' };
  const search = { method: 'get', url: 'https://shop.test/orders/17/search?q=1', parameter: 'q' };
  const found = urlFingerprint(rule, search);
  expect(
    urlFingerprint(rule, { ...search, method: 'GET', url: 'https://shop.test/orders/9/search' }),
  ).toEqual(found);
  expect(urlFingerprint(rule, { ...search, parameter: 'page' })).not.toEqual(found);
  expect(urlFingerprint(rule, { ...search, method: 'POST' })).not.toEqual(found);
});

test('a configured resource is one by its name', () => {
  const rule = { tool: 'checkov', rule: 'CKV_AWS_20' };
  expect(resourceFingerprint(rule, 'aws_s3_bucket.logs')).toEqual(
    resourceFingerprint(rule, ' aws_s3_bucket.logs'),
  );
  expect(resourceFingerprint(rule, 'aws_s3_bucket.Logs')).not.toEqual(
    resourceFingerprint(rule, 'aws_s3_bucket.logs'),
  );
});

test('two tools that share one name of a vulnerability share a fingerprint', () => {
  const lodash = { ecosystem: 'npm', name: 'lodash' };
  const one = packageFingerprints(['CVE-2021-23337'], lodash);
  const other = packageFingerprints(['GHSA-35jh-r3h4-6jhm', 'cve-2021-23337', 'CVE-2021-23337'], lodash);
  expect(other).toHaveLength(2);
  expect(other).toContainEqual(one[0]);
  expect(packageFingerprints([' '], lodash)).toEqual([]);
});

test("a package is one by its registry's rules for names", () => {
  const named = (ecosystem: string, name: string) => packageFingerprints(['CVE-1'], { ecosystem, name });
  expect(named('PyPI', 'Flask_Login')).toEqual(named('pypi', 'flask-login'));
  expect(named('golang', 'github.com/A/b')).not.toEqual(named('golang', 'github.com/a/b'));
});

test("a secret is recognised with this instance's key only", () => {
  const [key, other] = [new Uint8Array(32), new Uint8Array(32).fill(1)];
  expect(secretFingerprint(key, 'aws-key', 's3cret')).toEqual(secretFingerprint(key, 'aws-key', 's3cret'));
  expect(secretFingerprint(other, 'aws-key', 's3cret')).not.toEqual(
    secretFingerprint(key, 'aws-key', 's3cret'),
  );
});

test('shifting text from one part to the next never gives the same fingerprint', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (tool, rule, more) => {
      const one = placeFingerprint({ tool: tool + more, rule, path: 'a' }, 1, 1);
      const other = placeFingerprint({ tool, rule: more + rule, path: 'a' }, 1, 1);
      expect(one).not.toEqual(other);
    }),
  );
});
