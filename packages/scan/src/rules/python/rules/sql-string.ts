import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const sql =
  /^\s*(\(\s*)?(select|insert|update|delete|replace|merge|with|create|drop|alter|truncate|grant|exec|call|begin|set|use|show|explain|union|where|and|or|order\s+by|from|values)\b/i;

const whole =
  /(^|\.)(execute|executemany|executescript|execute_many|mogrify|copy_expert|raw|RawSQL|read_sql|read_sql_query|execute_sql|fetch_all|fetch_one)$/;

const ofAsyncpg =
  /(^|\.)(asyncpg\.(connect|create_pool)\(\)|conn|con|connection|pool|db|database|cur|cursor|\w+\.acquire\(\)|connect\(\))(\.\w+\(\))*\.(execute|fetch|fetchval|fetchrow|cursor|prepare|copy_from_query|query|copy)$/;

const ofSqlalchemy = /^sqlalchemy\.(sql\.(expression\.)?)?(text|literal_column)$/;

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
