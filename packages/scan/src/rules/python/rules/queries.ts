import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const sql =
  /^\s*(\(\s*)?(select|insert|update|delete|replace|merge|with|create|drop|alter|truncate|grant|exec|call|begin|set|use|show|explain|union|where|and|or|order\s+by|from|values)\b/i;

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
const whole =
  /(^|\.)(execute|executemany|executescript|execute_many|mogrify|copy_expert|raw|RawSQL|read_sql|read_sql_query|execute_sql|fetch_all|fetch_one)$/;
const ofAsyncpg =
  /(^|\.)(asyncpg\.(connect|create_pool)\(\)|conn|con|connection|pool|db|database|cur|cursor|\w+\.acquire\(\)|connect\(\))(\.\w+\(\))*\.(execute|fetch|fetchval|fetchrow|cursor|prepare|copy_from_query|query|copy)$/;
const ofSqlalchemy = /^sqlalchemy\.(sql\.(expression\.)?)?(text|literal_column)$/;

/** Why the text of a statement is not the code's alone, or null. */
function reportStatement(call: Call, value: Value, look: Look, { plain = false } = {}): void {
  if (value.harmless) return;
  const looksLikeSql = sql.test(value.prefix);
  const { taint } = value;
  const message = 'The text of this statement is put together from values';
  if (taint?.origin === 'web' && (value.built || plain || looksLikeSql)) {
    look.report(call.node, {
      taint,
      confidence: taint.throughUnknown ? 'review' : 'likely',
      severity: 'critical',
      message: 'Part of this statement comes from a request',
    });
    return;
  }
  if (!value.built || !(looksLikeSql || plain)) return;
  look.report(call.node, { ...(taint ? { taint } : {}), confidence: 'review', message });
}

export const sqlString = pythonRule({
  id: 'python/sql-string',
  title: 'SQL statement put together from values',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-89'],
  kind: 'security',
  what: 'The text of a statement is made by `+`, `%`, `format` or an f-string with something that is no literal.',
  why: "A value like `' OR 1=1 --` becomes part of the statement: everything can be read, often changed.",
  fix: 'Bind values: `cursor.execute("… where id = %s", (id,))`; take names of columns from a list of your own.',
  aliases: ['B608', 'B610', 'B611', 'S608', 'S610', 'S611'],
  bad: [
    example(
      'from flask import request',
      'def find(db):',
      '    db.execute("select * from bug where id = " + request.args["id"])',
    ),
    example('def find(cursor, name):', '    cursor.execute(f"select * from bug where name = \'{name}\'")'),
    example('def find(name):', '    return Bug.objects.raw("select * from bug where name = \'%s\'" % name)'),
  ],
  good: [
    example('def find(cursor, name):', '    cursor.execute("select * from bug where name = %s", (name,))'),
    example('TABLE = "bug"', 'def count(cursor):', '    cursor.execute(f"select count(*) from {TABLE}")'),
    example('def find(cursor, id):', '    cursor.execute("select * from bug where id = %d" % int(id))'),
  ],
  references: ['https://peps.python.org/pep-0249/#id20'],
  words:
    /\b(execute\w*|mogrify|copy_expert|raw|RawSQL|extra|read_sql\w*|fetch\w*)\(|\b(sqlalchemy|asyncpg|aiopg|pg8000)\b/,
  calls: {
    ...forEach(
      [
        'execute',
        'executemany',
        'executescript',
        'execute_many',
        'mogrify',
        'copy_expert',
        'read_sql',
        'read_sql_query',
        'execute_sql',
        'fetch_all',
        'fetch_one',
      ],
      (call: Call, look: Look) => {
        if (whole.test(call.name))
          reportStatement(call, statementOf(call), look, {
            plain: /execute|mogrify/.test(call.method) && isCursor(call),
          });
      },
    ),
    ...forEach(
      ['fetch', 'fetchval', 'fetchrow', 'cursor', 'prepare', 'copy', 'query'],
      (call: Call, look: Look) => {
        if (ofAsyncpg.test(call.name))
          reportStatement(call, statementOf(call), look, { plain: /^fetch/.test(call.method) });
      },
    ),
    run(call, look) {
      if (/^pg8000\b|^(con|conn|connection|cursor|session|tx|db)\.run$/.test(call.name))
        reportStatement(call, givenValue(call, 0, 'sql'), look);
    },
    raw(call, look) {
      if (/objects\.raw$|\.raw$/.test(call.name) && /objects|session|\(\)/.test(call.name))
        reportStatement(call, givenValue(call, 0, 'raw_query'), look, { plain: true });
    },
    RawSQL(call, look) {
      reportStatement(call, givenValue(call, 0, 'sql'), look, { plain: true });
    },
    text(call, look) {
      if (ofSqlalchemy.test(call.name)) reportStatement(call, givenValue(call, 0), look, { plain: true });
    },
    literal_column(call, look) {
      if (ofSqlalchemy.test(call.name)) reportStatement(call, givenValue(call, 0), look, { plain: true });
    },
    extra(call, look) {
      if (!/objects\.|\(\)\.extra$|queryset|qs\./i.test(call.name)) return;
      for (const keyword of ['select', 'where', 'tables', 'order_by']) {
        const given = argument(call, -1, keyword);
        if (given) reportStatement(call, given.value, look, { plain: true });
      }
    },
    ...forEach(
      ['filter', 'order_by', 'having', 'group_by', 'distinct', 'prefix_with'],
      (call: Call, look: Look) => {
        const value = givenValue(call, 0);
        if (!/session|query|sqlalchemy|select\(\)/.test(call.name)) return;
        // A name that a request gives whole is taken for a column of it, or for text.
        const isWhole =
          value.taint?.origin === 'web' &&
          call.method !== 'filter' &&
          !/(^|\.)(text|column|literal_column|desc|asc)\(\)$/.test(value.name);
        if (isWhole || (value.built && value.prefix !== ''))
          reportStatement(call, value, look, { plain: true });
      },
    ),
  },
});

const isCursor = ({ name }: Call): boolean =>
  /(^|\.|_)(cur|cursor|conn|connection|db|database|engine|session|c|connect\(\)|cursor\(\)|cnx|con|tx|transaction|Session\(\)|create_engine\(\))\.\w+$/.test(
    name,
  );
const statementOf = (call: Call): Value =>
  givenValue(
    call,
    0,
    call.arguments.some(({ keyword }) => keyword === 'query')
      ? 'query'
      : call.arguments.some(({ keyword }) => keyword === 'sql')
        ? 'sql'
        : 'statement',
  );

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

const statement =
  /^\s*(select\b[\s\S]*\bfrom\b|select\b|insert\s+into\b|update\s+[\w.`"]+\s+set\b|delete\s+from\b|create\s+\w+|alter\s+\w+|drop\s+\w+)/i;

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

const mongo =
  /(^|[._])(db|database|mongo\w*|coll\w*|table|\w*dynamodb\w*|client|users|objects)\b.*\.(find|find_one|find_one_and_\w+|update_one|update_many|delete_one|delete_many|aggregate|count_documents|scan|query)$/;

export const nosqlInput = pythonRule({
  id: 'python/nosql-input',
  title: 'Database filter taken from a request',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-943'],
  kind: 'security',
  what: 'A filter of MongoDB or DynamoDB is the request’s own object, or `$where` with part of it.',
  why: 'Operators like `{"$gt": ""}` in it change what is asked: every password matches.',
  fix: 'Build the filter from named fields, each turned into a string or number first.',
  bad: [
    example('from flask import request', 'def find():', '    return db.users.find_one(request.get_json())'),
  ],
  good: [
    example(
      'from flask import request',
      'def find():',
      '    return db.users.find_one({"name": str(request.json["name"])})',
    ),
  ],
  ofRequests: true,
  words:
    /\b(find|find_one|find_one_and_\w+|update_one|update_many|delete_one|delete_many|aggregate|scan|query)\b/,
  calls: {
    '*': (call, look) => {
      if (!mongo.test(call.name)) return;
      const dynamo = /^(scan|query)$/.test(call.method);
      const filter = dynamo
        ? (argument(call, -1, 'FilterExpression') ??
          argument(call, -1, 'ScanFilter') ??
          argument(call, -1, 'QueryFilter'))
        : argument(call, 0, 'filter');
      if (!filter) return;
      const isObject = filter.node.type !== 'dictionary';
      const judged = judgeOutside(filter.value, 'web');
      if (!judged || (!isObject && !/\$where/.test(look.textOf(filter.node)))) return;
      if (!dynamo && filter.value.built) return;
      look.report(call.node, {
        ...judged.seen,
        confidence: dynamo || isObject ? judged.seen.confidence : 'review',
        message: `The filter ${judged.whence}`,
      });
    },
  },
});

export const ldapFilter = pythonRule({
  id: 'python/ldap-filter',
  title: 'LDAP or XPath query put together from a request',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-90', 'CWE-643'],
  kind: 'security',
  what: 'The filter of an LDAP search or an XPath has part of a request in it, unescaped.',
  why: 'A value like `*)(uid=*` matches everybody.',
  fix: 'Use `ldap.filter.escape_filter_chars`, or XPath variables (`tree.xpath("…[@id=$id]", id=id)`).',
  bad: [
    example(
      'from flask import request',
      'def who(ldap):',
      '    ldap.search_s(base, 2, "(uid=%s)" % request.args["uid"])',
    ),
  ],
  good: [
    example(
      'from flask import request',
      'from ldap.filter import escape_filter_chars',
      'def who(ldap):',
      '    ldap.search_s(base, 2, "(uid=%s)" % escape_filter_chars(request.args["uid"]))',
    ),
  ],
  ofRequests: true,
  words: /\b(search_s|search_st|search_ext|search_ext_s|search|xpath|findall)\b/,
  calls: forEach(
    ['search_s', 'search_st', 'search_ext', 'search_ext_s', 'search', 'xpath'],
    (call: Call, look: Look) => {
      if (call.method === 'search' && !/ldap|conn/i.test(call.name)) return;
      for (const { value } of call.arguments) {
        const judged = judgeOutside(value, 'web');
        if (!judged || !value.built) continue;
        look.report(call.node, { ...judged.seen, message: `Part of this query ${judged.whence}` });
        return;
      }
    },
  ),
});

export const queryRules: readonly PythonRule[] = [sqlString, sqlOfRequest, nosqlInput, ldapFilter];
