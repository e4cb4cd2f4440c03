import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedLink, allowedTags, ownImage } from './allow-list.ts';
import { maxSourceLength, renderMarkdown } from './render.ts';

const html = (source: string): string => renderMarkdown(source).html;
const id = '0190a3f0-0000-7000-8000-000000000000';

/** Why some HTML breaks the allow-list, or null. Reads tags itself, so that it does not trust the sanitiser's parser. */
function breach(rendered: string): string | null {
  const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*) ?\/?>/g;
  for (const [, closing, name = '', attributes = ''] of rendered.matchAll(tag)) {
    const allowed = allowedTags[name];
    if (!allowed) return `tag ${name}`;
    if (closing === '/' && attributes !== '') return 'attributes on a closing tag';
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (!allowed.includes(attribute)) return `${name} ${attribute}`;
      if (attribute === 'href' && !allowedLink.test(value)) return `href ${value}`;
      if (attribute === 'tabindex' && value !== '0') return `tabindex ${value}`;
      if (attribute === 'src' && !ownImage.test(value)) return `src ${value}`;
    }
  }
  const left = rendered.replace(tag, '');
  return /[<>]/.test(left.replaceAll('&gt;', '').replaceAll('&lt;', '')) ? `stray bracket in ${left}` : null;
}

// After OWASP's XSS Filter Evasion Cheat Sheet and the test corpora of markdown renderers.
const hostile = [
  '<script>alert(1)</script>',
  '<IMG SRC="javascript:alert(1)">',
  '<img src=x onerror=alert(1)>',
  '<img src=`javascript:alert("XSS")`>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
  '<svg/onload=alert(1)>',
  '<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text>x</text></a></svg>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="></object>',
  '<a href="javas\tcript:alert(1)">x</a>',
  '<base href="https://evil.example/"><form action=/x><button formaction=javascript:alert(1)>x',
  '<details open ontoggle=alert(1)>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](&#x6A;avascript:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](\x01javascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](//evil.example/x)',
  '[x](/\\evil.example/x)',
  '[x](https://a.example "onmouseover=alert(1) x=\\"")',
  '[x](<https://a.example/"onmouseover="alert(1)>)',
  '![x](javascript:alert(1))',
  '![x" onerror="alert(1)](https://a.example/x.png)',
  '![](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  `![x](/attachments/${id}"onerror="alert(1))`,
  '![x](/attachments/../account)',
  '[![x](https://a.example/i.png)](javascript:alert(1))',
  '[a]: javascript:alert(1)\n\n[a]',
  '<javascript:alert(1)>',
  '<https://a.example/?"onclick=alert(1)>',
  '`<script>alert(1)</script>`',
  '```"><script>alert(1)</script>\nx\n```',
  '```js onload=alert(1) class="x"\nx\n```',
  '|<script>|\n|-|\n|<img src=x onerror=alert(1)>|',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<!--<img src="--><img src=x onerror=alert(1)>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo 1 ?><script',
  '\u0000<scr\u0000ipt>alert(1)</script>',
  '<<script>script>alert(1)<</script>/script>',
];

test.each(hostile)('no script comes out of %j', (source) => {
  expect(breach(html(source))).toBeNull();
  expect(breach(html(`> 1. **${source}** ~~x~~`))).toBeNull();
});

test('whatever is put together from markdown and attacks stays within the allow-list', () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostile),
    fc.constantFrom(...'[ ] ( ) ! * _ ` ~ | < > " \' & # : / \\ - + 1. = \n \t'.split(' '), '\n\n', '    '),
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.webUrl(),
  );
  const source = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(source, (text) => breach(html(text)) === null),
    { numRuns: 1500 },
  );
});

test('the checker itself notices what must not stand', () => {
  for (const bad of [
    '<script>',
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<img src="https://a/">',
    '<p',
  ])
    expect(breach(bad)).not.toBeNull();
});

test('links say whose they are; addresses and file names are no links', () => {
  expect(html('https://a.example/x')).toContain('rel="nofollow ugc noopener noreferrer"');
  expect(html('see readme.md or ask rita@a.example')).not.toContain('<a');
});

test('images come from our own attachments; others become links, never inside another link', () => {
  expect(html(`![shot](/attachments/${id})`)).toContain(`<img src="/attachments/${id}" alt="shot"`);
  expect(html('![shot](https://a.example/x.png)')).toContain('<a href="https://a.example/x.png"');
  expect(html('[![shot](https://a.example/x.png)](https://b.example/)').match(/<a /g)).toHaveLength(1);
});

test('tables, task lists, code and headings below those of the page', () => {
  const rendered = html('# Top\n\n- [x] done\n- [ ] open\n\n|a|\n|-:|\n|1|\n\n```http\nGET /<x>\n```');
  for (const part of [
    '<h3>Top</h3>',
    '☑ done',
    '☐ open',
    '<td class="align-end">',
    'language-http',
    '/&lt;x',
  ])
    expect(rendered).toContain(part);
});

test.each([
  ['brackets', '['],
  ['links', '[a]('],
  ['images', '!['],
  ['emphasis', '**a_'],
  ['quotes', '>'],
  ['items', '- '],
  ['entities', '&#'],
  ['tags', '<a '],
  ['addresses', 'http://'],
  ['table cells', '|a|\n|-|\n'],
  ['backslashes', '\\'],
])('a text made of nothing but %s takes time in proportion to its length', (_, piece) => {
  const timeOf = (length: number) => {
    const source = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    const start = process.cpuUsage();
    html(source);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  timeOf(maxSourceLength / 8);
  // Quadratic time would be 64 times as much; the floor keeps the collector's noise out.
  expect(timeOf(maxSourceLength)).toBeLessThan(32 * Math.max(timeOf(maxSourceLength / 8), 20));
});

test('a longer text than is ever stored is refused, not rendered', () => {
  expect(() => html('x'.repeat(maxSourceLength + 1))).toThrow(RangeError);
});
