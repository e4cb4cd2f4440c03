import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { isTrue } from '../program/constant.ts';

export const mergeOfInput = flowRule({
  id: 'code/merge-of-input',
  title: 'An object from outside is merged deeply',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1321'],
  kind: 'security',
  what: 'A deep merge (`lodash.merge`, `$.extend(true, …)`, `deepmerge`, `merge-deep`, `hoek.merge`) gets a whole object from outside.',
  why: 'Older releases of all of these write through `__proto__` into every object; and any field may be set.',
  fix: 'Take the fields you know, or check the object against a schema first.',
  bad: [{ 'app.js': 'const _ = require("lodash");\napp.post("/", (req) => _.merge(settings, req.body));\n' }],
  good: [
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
