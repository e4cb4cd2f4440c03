import type { Value } from '../flow/value.ts';
import { judge } from '../judge.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';

const executing = [
  'execute',
  'executemany',
  'executescript',
  'execute_many',
  'mogrify',
  'copy',
  'copy_expert',
  'raw',
  'RawSQL',
  'text',
  'extra',
  'read_sql',
  'read_sql_query',
  'fetch',
  'fetchval',
  'fetchrow',
  'fetch_all',
  'fetch_one',
  'cursor',
  'prepare',
  'query',
  'execute_sql',
  'filter',
  'order_by',
  'having',
  'prefix_with',
  'group_by',
  'distinct',
  'from_statement',
  'literal_column',
];

const statement =
  /^\s*(select\b[\s\S]*\bfrom\b|select\b|insert\s+into\b|update\s+[\w.`"]+\s+set\b|delete\s+from\b|create\s+\w+|alter\s+\w+|drop\s+\w+)/i;

export const sqlOfRequest = pythonRule({
  id: 'python/sql-of-request',
  title: 'SQL text with part of a request in it',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-89'],
  kind: 'security',
  what: 'A string that begins like an SQL statement has part of a request in it, wherever it is run; or, for review, of anything else that is not in the code.',
  why: 'Whoever sends the request writes part of the statement.',
  fix: 'Bind the value where the statement is executed.',
  bad: [
    example(
      'def view(request):',
      '    query = "select * from bug where id = %s" % request.GET["id"]',
      '    return run(query)',
    ),
  ],
  good: [
    example('def view(request):', '    return run("select * from bug where id = %s", request.GET["id"])'),
  ],
  ofRequests: true,
  words: /\b(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE|create|CREATE|alter|ALTER)\b/,
  assigned(target, value, node, _inside, look) {
    if (!value.built) return;
    // What is executed under its name is reported there.
    const isExecuted = () =>
      /^\w+$/.test(target) && new RegExp(`\\.execute\\w*\\(\\s*${target}\\b`).test(look.file.text);
    reportText(value, node.children.at(-1) ?? node, look, isExecuted);
  },
  returned(value, node, _inside, look) {
    reportText(value, node, look);
  },
  calls: {
    '*': (call, look) => {
      if (executing.includes(call.method)) return;
      for (const { value, node } of call.arguments) reportText(value, node, look);
    },
  },
});

function reportText(
  value: Value,
  node: Parameters<Look['report']>[0],
  look: Look,
  isExecuted: () => boolean = () => false,
): void {
  // Where it was put together it was reported already.
  if (!value.built || /^(identifier|attribute)$/.test(node.type) || !statement.test(value.prefix)) return;
  const judged = judge(value);
  if (!judged || (judged.seen.taint?.origin !== 'web' && isExecuted())) return;
  look.report(node, { ...judged.seen, message: `Part of this statement ${judged.whence}` });
}
