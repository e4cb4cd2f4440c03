import { type Call, givenValue } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const importOfInput = pythonRule({
  id: 'python/import-of-input',
  title: 'Module chosen from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-706', 'CWE-470'],
  kind: 'security',
  what: '`importlib.import_module` or `__import__` gets a name that is not in the code.',
  why: 'Importing a module runs it; some modules of the standard library do harm by being imported with the right arguments around.',
  fix: 'Look the name up in a dictionary of the modules you mean.',
  bad: [
    example(
      'import importlib',
      'from flask import request',
      'importlib.import_module(request.args["plugin"])',
    ),
    example('import importlib', 'def load(name):', '    return importlib.import_module(name)'),
  ],
  good: [example('import importlib', 'importlib.import_module("shop.plugins")')],
  words: /\b(import_module|__import__)\b/,
  calls: forEach(['import_module', '__import__'], (call: Call, look: Look) => {
    if (!/^(importlib\.import_module|(builtins\.)?__import__)$/.test(call.name)) return;
    const judged = judge(givenValue(call, 0, 'name'));
    if (!judged) return;
    look.report(call.node, { ...judged.seen, message: `The module that is imported ${judged.whence}` });
  }),
});
