import { flowRule } from '../flow-rule.ts';
import { constantString } from '../program/constant.ts';

export const linkOfInput = flowRule({
  id: 'code/link-of-input',
  title: 'A link or a frame goes where a value says',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`href`, `src` or a like attribute is a value from outside, its scheme included.',
  why: 'An address may be `javascript:…`: who follows the link runs the script. A script’s or frame’s source from outside is the attacker’s page in yours.',
  fix: 'Parse it (`new URL`) and allow `https:` only, or put your own scheme and host in front.',
  bad: [
    {
      'page.jsx': 'const Back = () => <a href={new URLSearchParams(location.search).get("back")}>back</a>;\n',
    },
    {
      'page.js':
        'import React from "react";\nconst Back = () => React.createElement("a", { href: decodeURIComponent(location.hash) }, "back");\n',
    },
    { 'page.js': 'link.setAttribute("href", new URLSearchParams(location.search).get("back"));\n' },
    { 'page.js': 'const script = document.createElement("script");\nscript.src = location.hash.slice(1);\n' },
  ],
  good: [
    { 'page.jsx': 'const Back = () => <a href={"/search?q=" + location.hash}>back</a>;\n' },
    { 'page.js': 'link.setAttribute("title", location.hash);\n' },
    { 'page.jsx': 'const Home = ({ url }) => <a href={url}>home</a>;\n' },
  ],
  words: ['\\b(?:href|src|action|formAction|xlinkHref)\\b'],
  purpose: 'redirect',
  sinks: [
    {
      attributes: ['href', 'src', 'action', 'formAction', 'xlinkHref'],
      when: (node) =>
        node.parent?.type === 'JSXOpeningElement' &&
        node.parent.name.type === 'JSXIdentifier' &&
        /^(a|iframe|script|form|button|embed|object|base|area|Link)$/.test(node.parent.name.name),
    },
    {
      assigned: ['src', 'action'],
      when: (node) =>
        node.type === 'AssignmentExpression' &&
        node.left.type === 'MemberExpression' &&
        !/^(img|image|audio|video)/i.test(
          node.left.object.type === 'Identifier' ? node.left.object.name : '',
        ),
    },
    // `location.href` has a rule of its own.
    {
      assigned: ['href', 'formAction'],
      when: (node, look) =>
        node.type === 'AssignmentExpression' && !/(^|\.)location\.href$/.test(look.name(node.left) ?? ''),
    },
    {
      of: ['*.setAttribute', '*.attr', '*.prop'],
      args: [1],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0] !== undefined &&
        /^(href|src|srcdoc|action|formaction|xlink:href|on[a-z]+)$/i.test(
          constantString(look.code, call.arguments[0]) ?? '',
        ),
    },
    {
      of: ['react.createElement', 'React.createElement', 'createElement', 'preact.h'],
      args: [1],
      options: ['href', 'src', 'action', 'formAction', 'xlinkHref'],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0] !== undefined &&
        /^(a|iframe|script|form|button|embed|object|base|area)$/.test(
          constantString(look.code, call.arguments[0]) ?? '',
        ),
    },
  ],
  harm: 'is where it leads',
});
