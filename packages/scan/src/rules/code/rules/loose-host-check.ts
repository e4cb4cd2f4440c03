import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { bindingAt } from '../program/code.ts';
import { constantString, resolved } from '../program/constant.ts';
import { calledName, unwrapped } from '../program/node.ts';

export const looseHostCheck = codeRule({
  id: 'code/loose-host-check',
  title: 'A check of an address lets other hosts through',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-20', 'CWE-185', 'CWE-601'],
  kind: 'security',
  what: 'A regular expression for an address has an unescaped dot in the host and is anchored at its start, or ends at the host without a `/` or `$` behind it; or an address is asked whether it includes another.',
  why: '`^https://www.example.com` also accepts `https://wwwxexample.com` and `https://www.example.com.evil.org`.',
  fix: 'Parse with `new URL` and compare `hostname`; in a pattern escape dots and end the host with `(/|$)`.',
  bad: [
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/www.example.com/.test(origin);\n' },
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/\\w+\\.example\\.com/.test(origin);\n' },
    { 'to.js': 'const isOurs = (url) => url.includes("https://www.example.com");\n' },
    {
      'to.js':
        'const allowed = new Set(["https://example.com/a"]);\nfunction isOurs(url) {\n  for (const one of allowed) if (url.includes(one)) return true;\n  return false;\n}\n',
    },
  ],
  good: [
    { 'to.js': 'const isOurs = (url) => hosts.includes(new URL(url).hostname);\n' },
    { 'to.js': 'const isFile = (url) => url.includes("?");\n' },
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/www\\.example\\.com$/.test(origin);\n' },
    { 'link.js': 'const link = /https?:\\/\\/\\S+/g;\n' },
  ],
  words: [
    '\\.(?:includes|indexOf)\\(\\s*["\'`](?:https?:)?[\\w/-]{0,40}\\.\\w',
    '(?:[uU]rl|[uU]ri|[hH]ref|[oO]rigin|[rR]edirect)\\.includes\\(',
    '\\^https?\\??:\\\\/\\\\/',
    '\\^\\(\\?:https\\?:',
  ],
  calls: [
    {
      // `url.includes('https://example.org')`: anywhere in it, the query of another host as well.
      of: ['*.includes', '*.indexOf'],
      look(call, look) {
        const callee = unwrapped(call.callee);
        const [part] = call.arguments;
        if (callee.type !== 'MemberExpression' || !part) return;
        const name = /(\w+)$/.exec(look.file.text.slice(callee.object.start, callee.object.end))?.[1] ?? '';
        if (!/(url|uri|href|origin|referer|referrer|redirect|host|hostname|returnto|target)$/i.test(name))
          return;
        if (!eachIsHost(part, look)) return;
        // `indexOf(…) === 0` looks at the beginning.
        if (
          calledName(call) === 'indexOf' &&
          call.parent?.type === 'BinaryExpression' &&
          /=/.test(call.parent.operator) &&
          !/-1|[<>]/.test(look.file.text.slice(call.end, call.parent.end))
        )
          return;
        look.report(call, `${look.quote(call)} also holds for another host with that text in its address`);
      },
    },
  ],
  nodes: {
    Literal(node, look) {
      if (!('regex' in node)) return;
      const { pattern } = node.regex;
      const host = /^\^(?:https?\??|\(\??:?https?\??\)):\\\/\\\/([\w\\.*+()[\]?|-]+?)(\$|\\\/|\(|$)/.exec(
        pattern,
      );
      const name = host?.[1] ?? '';
      if (!/[a-z]\\?\.(com|org|net|io|dev|app|co|gov|edu)(\b|$)/i.test(name)) return;
      const isOpen = host?.[2] === '';
      const hasDot = /[a-z](?<!\\)\.[a-z]/i.test(name);
      if (hasDot) look.report(node, `an unescaped dot in ${look.quote(node)} matches any character`);
      else if (isOpen) look.report(node, `${look.quote(node)} does not say where the host ends`);
    },
  },
});

/** An address or the name of a host: written out, or each of a written list that a loop goes through. */
function eachIsHost(part: Node, look: Look): boolean {
  const text = constantString(look.code, part);
  if (text !== null)
    return /^(https?:)?\/\/[\w.-]+\.\w|^[\w-]+(\.[\w-]+)*\.(com|org|net|io|dev|app|co|gov|edu)$/i.test(text);
  if (part.type !== 'Identifier') return false;
  const [only, ...others] = bindingAt(look.code, part.name, part)?.definitions ?? [];
  if (only?.how !== 'element' || others.length > 0) return false;
  const made = resolved(look.code, only.value);
  const list =
    made.type === 'NewExpression' && made.arguments[0] ? resolved(look.code, made.arguments[0]) : made;
  return (
    list.type === 'ArrayExpression' &&
    list.elements.length > 0 &&
    list.elements.every((one) => one !== null && /^https?:\/\//.test(constantString(look.code, one) ?? ''))
  );
}
