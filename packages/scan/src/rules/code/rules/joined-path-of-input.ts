import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { calledName, unwrapped } from '../program/node.ts';

export const joinedPathOfInput = codeRule({
  id: 'code/joined-path-of-input',
  title: 'A path is joined with a value from outside',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-22'],
  kind: 'security',
  what: '`path.join` or `path.resolve` puts a value from outside behind a folder, and nothing here tests what came of it.',
  why: '`..` in the value leaves the folder; `resolve` even takes an absolute path instead of it.',
  fix: 'Test that the result begins with the folder and a separator before using it, or take `path.basename` of the value.',
  bad: [
    {
      'file.js':
        'const path = require("path");\napp.get("/", (req) => open(path.join("files", req.query.name)));\n',
    },
  ],
  good: [
    {
      'file.js':
        'const path = require("path");\napp.get("/", (req) => open(path.join("files", path.basename(req.query.name))));\n',
    },
    {
      'file.js':
        'const path = require("path");\nfunction open(name) {\n  return path.join("files", name);\n}\n',
    },
  ],
  words: ['\\bpath\\s*\\.\\s*(?:\\w+\\.)?(?:join|resolve)\\(', '["\\\'](?:node:)?path["\\\']'],
  needsSource: true,
  calls: [
    {
      of: [
        'path.join',
        'path.resolve',
        'path.posix.join',
        'path.posix.resolve',
        'path.win32.join',
        'path.default.join',
      ],
      look(call, look) {
        const outer = call.parent ? unwrapped(call.parent) : null;
        // The file's own rule speaks of what is opened right here.
        if (
          outer?.type === 'CallExpression' &&
          /file|stream|stat|exists|unlink|mkdir|basename/i.test(calledName(outer) ?? '')
        )
          return;
        if (
          call.parent?.type === 'VariableDeclarator' &&
          call.parent.id.type === 'Identifier' &&
          isTested(call.parent.id.name, call, look)
        )
          return;
        for (const arg of call.arguments) {
          const flow = look.flow(arg, { purpose: 'path' });
          if (flow)
            return look.reportFlow(
              call,
              flow,
              `${flow.what} may lead out of the folder: ${look.quote(call)}`,
            );
        }
      },
    },
  ],
});

/** Is the result tested before some later use? */
function isTested(name: string, call: Node, look: Look): boolean {
  return new RegExp(`\\b${name}\\s*\\.\\s*(startsWith|indexOf)\\b|relative\\([^)]{0,80}\\b${name}\\b`).test(
    look.file.text.slice(call.end, call.end + 1500),
  );
}
