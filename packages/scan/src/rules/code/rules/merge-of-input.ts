import type { Node } from 'oxc-parser';
import type { CodeRule, Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { isTrue, resolved } from '../program/constant.ts';
import { unwrapped } from '../program/node.ts';

const rule = flowRule({
  id: 'code/merge-of-input',
  title: 'An object from outside is merged deeply',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1321', 'CWE-915'],
  kind: 'security',
  what: 'A deep merge (`lodash.merge`, `$.extend(true, …)`, `deepmerge`, `merge-deep`, `hoek.merge`) gets a whole object from outside; or `Object.assign` gets what was parsed from it.',
  why: 'Older releases of all of these write through `__proto__` into every object; and any field may be set.',
  fix: 'Take the fields you know, or check the object against a schema first.',
  bad: [
    { 'app.js': 'const _ = require("lodash");\napp.post("/", (req) => _.merge(settings, req.body));\n' },
    { 'load.js': 'export const load = (text) => Object.assign(user, JSON.parse(text));\n' },
  ],
  good: [
    { 'copy.js': 'const read = (text) => Object.assign({}, JSON.parse(text));\n' },
    {
      'app.js':
        'const _ = require("lodash");\napp.post("/", (req) => _.merge(settings, { theme: String(req.body.theme) }));\n',
    },
  ],
  words: ['[mM]erge', '\\.extend\\(', 'defaultsDeep', 'deep-?extend', '["\\\']extend["\\\']'],
  purpose: 'object',
  sinks: [
    {
      of: [
        'lodash.merge',
        'lodash.defaultsDeep',
        'lodash.mergeWith',
        'lodash/merge',
        'lodash.merge.merge',
        'merge-deep',
        'deepmerge',
        '@hapi/hoek.merge',
        'hoek.merge',
        'deep-extend',
        'extend',
      ],
      args: [0, 1, 2],
    },
    { of: ['$.extend', 'jQuery.extend', 'jquery.extend', 'extend'], args: [1, 2], when: isDeep },
  ],
  harm: 'is merged as a whole',
});

function isDeep(call: Node, look: Look): boolean {
  return (
    call.type === 'CallExpression' && call.arguments[0] !== undefined && isTrue(look.code, call.arguments[0])
  );
}

/** `Object.assign(user, JSON.parse(text))`: whoever wrote the text sets every field. */
export const mergeOfInput: CodeRule = {
  ...rule,
  wordsAlone: [
    'Object\\.assign\\([^()\\n]{0,120}JSON\\.parse\\(',
    '\\bJSON\\.parse\\([\\s\\S]{0,400}?\\bObject\\.assign\\(',
  ],
  calls: [
    ...(rule.calls ?? []),
    {
      of: ['Object.assign'],
      look(call, look) {
        const [target, ...sources] = call.arguments;
        // A fresh object is a copy.
        if (!target || unwrapped(target).type === 'ObjectExpression') return;
        for (const source of sources) {
          const parsed = resolved(look.code, source);
          const [text] = parsed.type === 'CallExpression' ? parsed.arguments : [];
          if (!text || parsed.type !== 'CallExpression' || look.name(parsed.callee) !== 'JSON.parse')
            continue;
          const flow = look.flow(text, { purpose: 'text', also: ['parameter'] });
          if (flow) look.reportFlow(call, flow, `${flow.what} sets every field of ${look.quote(target)}`);
        }
      },
    },
  ],
};
