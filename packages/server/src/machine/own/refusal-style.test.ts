import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusalTokens } from './refusal-style.ts';

test('a refused browser sees the colours and letters of the site', () => {
  const tokens = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
  const [, root = ''] = /:root \{([^}]*)\}/.exec(tokens) ?? [];
  const flat = root.replaceAll(/\s+/g, ' ');
  for (const [name, value] of Object.entries(refusalTokens)) expect(flat).toContain(`${name}: ${value};`);
});
