import { argument, type Call, givenValue } from '../flow/call.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const evaluating = /^((builtins|__builtin__)\.)?(eval|exec|execfile)$/;
const interpreters =
  /(^|\.)(InteractiveConsole\(\)|InteractiveInterpreter\(\)|console)\.(push|runcode|runsource)$|^code\.interact$|^_testcapi\.run_in_subinterp$|^(test\.support\.)?run_in_subinterp$|^(_xx)?_?(sub)?interpreters\.run_string$|^timeit\.timeit$|^pdb\.run(eval)?$|^cProfile\.run$/;

function reportCode(call: Call, look: Look, index = 0): void {
  const judged = judge(givenValue(call, index, 'source'));
  if (!judged) return;
  look.report(call.node, { ...judged.seen, message: `\`${call.method}\` runs code that ${judged.whence}` });
}

export const evalOfValue = pythonRule({
  id: 'python/eval-of-value',
  title: 'Code is made from a value and run',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-95'],
  kind: 'security',
  what: '`eval`, `exec` or an interpreter of the standard library runs something other than a literal.',
  why: 'If any part of it comes from outside, whoever sends it runs code of their own in your process.',
  fix: 'Read data with `json.loads` or `ast.literal_eval`, or look the operation up in a dictionary of functions.',
  aliases: ['B307', 'B102', 'S307', 'S102'],
  bad: [
    example('from flask import request', 'def total():', '    return eval(request.args["sum"])'),
    example('def run(source):', '    exec(source)'),
  ],
  good: [
    example('import ast', 'def read(text):', '    return ast.literal_eval(text)'),
    example('eval("1 + 1")'),
    example('model.eval()'),
  ],
  references: ['https://docs.python.org/3/library/functions.html#eval'],
  words:
    /\b(eval|exec|execfile|runcode|runsource|run_in_subinterp|run_string|__annotations__)\b|\bInteractive/,
  calls: {
    ...forEach(['eval', 'exec', 'execfile'], (call: Call, look: Look) => {
      if (evaluating.test(call.name)) reportCode(call, look);
    }),
    ...forEach(['push', 'runcode', 'runsource', 'run_in_subinterp'], (call: Call, look: Look) => {
      if (interpreters.test(call.name)) reportCode(call, look);
    }),
    run_string(call, look) {
      if (interpreters.test(call.name)) reportCode(call, look, 1);
    },
  },
  assigned(target, value, node, _inside, look) {
    const right = node.children.at(-1);
    const isType =
      right !== undefined &&
      /^(int|str|float|bool|bytes|list|dict|tuple|set|None)\b|^(\w+\.)*[A-Z]/.test(look.textOf(right));
    if (/\b__annotations__\[[^\]]+\]$/.test(target) && !value.harmless && !isType)
      look.report(node, {
        confidence: 'review',
        message: '`typing.get_type_hints` evaluates a string that is put here',
      });
  },
  tree(tree, look) {
    // Python 2: `exec` was a statement.
    for (const child of tree.ofType('exec_statement'))
      if (child.children[0]?.type === 'identifier')
        look.report(child, { confidence: 'review', message: '`exec` runs what a variable holds' });
  },
});

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

const everything = /^(globals|locals|vars)\(\)$|(^|\.)__(globals|dict|builtins)__$/;

export const globalsByName = pythonRule({
  id: 'python/globals-by-name',
  title: 'Function looked up among everything by name',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-96', 'CWE-470'],
  kind: 'security',
  what: 'A name that is not in the code picks one of `globals()`, `locals()` or an object’s attributes, and it is called.',
  why: 'Everything that happens to be imported can be called, `os.system` too.',
  fix: 'Keep a dictionary of the functions that may be called.',
  bad: [example('def dispatch(name):', '    return globals()[name]()')],
  good: [example('def dispatch(name):', '    return handlers[name]()')],
  words: /\b(globals|locals)\(\)|\b__globals__\b/,
  subscripted(of, indexes, node, look) {
    const chosen = indexes.map((index) => judgeOutside(index, 'web')).find((judged) => judged !== null);
    if (chosen && everything.test(of.name))
      look.report(node, {
        ...chosen.seen,
        confidence: 'review',
        message: `Which name is taken ${chosen.whence}`,
      });
  },
  calls: {
    get(call, look) {
      const chosen = judgeOutside(givenValue(call, 0), 'web');
      if (chosen && everything.test(call.receiver?.name ?? ''))
        look.report(call.node, {
          ...chosen.seen,
          confidence: 'review',
          message: `Which name is taken ${chosen.whence}`,
        });
    },
    '*': (call, look) => {
      const callee = call.node.children[0];
      if (!callee) return;
      const text = look.textOf(callee);
      if (callee.type === 'subscript' && /^(globals|locals)\(\)\s*\[|__globals__\s*\[/.test(text)) {
        if (!/\[\s*["'][^"']*["']\s*\]$/.test(text))
          look.report(call.node, { message: 'Any name of the module can be called here' });
        return;
      }
      if (callee.type === 'call' && /^(getattr|globals\(\)\.get|locals\(\)\.get)\(/.test(text)) {
        const name = callee.children[1]?.children[text.startsWith('getattr') ? 1 : 0];
        if (name && name.type !== 'string' && !text.startsWith('getattr'))
          look.report(call.node, { message: 'Any name of the module can be called here' });
      }
    },
  },
});

export const attributeOfInput = pythonRule({
  id: 'python/attribute-of-input',
  title: 'Attribute chosen by a request',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-470', 'CWE-915'],
  kind: 'security',
  what: '`getattr` or `setattr` with a name that is part of a request.',
  why: 'Methods and fields nobody meant (`delete`, `__class__`, `is_admin`) can be reached.',
  fix: 'Keep a dictionary of the names that may be asked for.',
  bad: [
    example('from flask import request', 'def view():', '    return getattr(actions, request.args["do"])()'),
  ],
  good: [example('from flask import request', 'def view():', '    return actions[request.args["do"]]()')],
  ofRequests: true,
  words: /\b(get|set)attr\(/,
  calls: forEach(['getattr', 'setattr'], (call: Call, look: Look) => {
    const judged = judgeOutside(givenValue(call, 1), 'web');
    if (!judged || !/^(get|set)attr$/.test(call.name)) return;
    look.report(call.node, {
      ...judged.seen,
      confidence: 'review',
      message: `The name of the attribute ${judged.whence}`,
    });
  }),
});

export const loggingListen = pythonRule({
  id: 'python/logging-listen',
  title: 'Logging configuration taken from a socket',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-95'],
  kind: 'security',
  what: '`logging.config.listen` is called without `verify`.',
  why: 'Parts of such a configuration are run as code; anybody on the machine may send one.',
  fix: 'Pass a `verify` function that checks a signature, or read the configuration from a file.',
  bad: [example('import logging.config', 'logging.config.listen(9999)')],
  good: [example('import logging.config', 'logging.config.listen(9999, verify=is_signed)')],
  words: /\blogging\.config\b/,
  calls: {
    listen(call, look) {
      if (/(^|\.)logging\.config\.listen$|^config\.listen$/.test(call.name) && !argument(call, 1, 'verify'))
        look.report(call.node, { message: 'Whoever reaches this port can run code' });
    },
  },
});

export const codeExecutionRules: readonly PythonRule[] = [
  evalOfValue,
  importOfInput,
  globalsByName,
  attributeOfInput,
  loggingListen,
];
