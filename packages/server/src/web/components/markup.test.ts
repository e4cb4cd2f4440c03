import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { markup } from './markup.ts';

const drawn = (...given: Parameters<typeof markup>) => renderToString(markup(...given));

test('what people wrote stays text, between tags and in an attribute', () => {
  const attack = '"><script>alert(1)</script>&';
  const escaped = '&quot;>&lt;script>alert(1)&lt;/script>&amp;';
  expect(drawn`<b title="${attack}">${attack}</b>`).toBe(`<b title="${escaped}">${escaped}</b>`);
  expect(drawn`<ul>${[attack, ['<i>']]}</ul>`).toBe(`<ul>${escaped}&lt;i></ul>`);
});

test('an object that poses as an element draws nothing', () => {
  const posing = JSON.parse('{"type":"script","props":{"tpl":["<script>"],"exprs":[]}}');
  expect(drawn`<b>${posing}</b>`).not.toContain('script');
});

test('nothing, false and true leave no trace, zero is a number', () => {
  expect(drawn`<b>${null}${undefined}${false}${true}${0}</b>`).toBe('<b>0</b>');
});

test('elements and templates are drawn in their places', () => {
  expect(drawn`<b>${[markup`<i>${1}</i>`, markup`<i>${'&'}</i>`]}</b>`).toBe('<b><i>1</i><i>&amp;</i></b>');
});

test.each([
  ['without quotes', () => markup`<b title=${'x onclick=alert(1)'}></b>`],
  ['in single quotes', () => markup`<b class="a" title='${"' onclick='alert(1)"}'></b>`],
  ['as a name', () => markup`<b class="${'a'}" ${'onclick'}="1"></b>`],
])('a value in a tag %s is refused', (_, build) => {
  expect(build).toThrow('inside double quotes');
});
