import { expect, test } from 'vitest';
import { safeUrl } from './safe-url.ts';

test.each([
  '/bugs/NW-42',
  '#title',
  '?page=2',
  'https://example.org/a',
  'http://example.org',
  'mailto:a@example.org',
])('the address %s stays', (href) => {
  expect(safeUrl(href)).toBe(href);
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  'blob:https://example.org/1',
  'file:///etc/passwd',
  'https://[',
])('cross-site scripting through the address %j is refused', (href) => {
  expect(safeUrl(href)).toBeNull();
});
