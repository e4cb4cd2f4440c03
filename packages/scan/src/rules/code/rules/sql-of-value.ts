import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { bindingAt } from '../program/code.ts';
import { constantString, literalText, partsOf, resolved } from '../program/constant.ts';

const statement =
  /^\s*(select\b[\s\S]*\bfrom\b|insert\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|replace\s+into\b|with\b[\s\S]*\bselect\b|(create|alter|drop|truncate)\s+(table|database|index|view|user)|call\s|exec\s|union\b|begin\b|show\s|use\s)/i;

export const sqlOfValue = flowRule({
  id: 'code/sql-of-value',
  title: 'An SQL statement is put together from values',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-89'],
  kind: 'security',
  what: 'Text given to a database as a statement holds a value from outside. A statement put together from other variables is for review.',
  why: 'A quote in the value ends the string it stands in; what follows is SQL of the attacker: every row read, changed or deleted.',
  fix: 'Put a placeholder in the statement and pass the value beside it: `query("… WHERE id = $1", [id])`.',
  bad: [
    {
      'db.js':
        'const mysql = require("mysql");\nconst db = mysql.createConnection({});\napp.get("/", (req) => db.query("SELECT * FROM users WHERE name = \'" + req.query.name + "\'"));\n',
    },
    {
      'db.ts':
        'import { Pool } from "pg";\nconst pool = new Pool();\nexport const find = (name: string) => pool.query(`SELECT * FROM users WHERE name = \'${name}\'`);\n',
    },
    {
      'orm.js':
        'app.get("/", async (req) => {\n  const order = req.query.order;\n  const sql = `SELECT * FROM t ORDER BY ${order}`;\n  return sequelize.query(sql);\n});\n',
    },
  ],
  good: [
    {
      'db.js':
        'const { Pool } = require("pg");\nconst pool = new Pool();\napp.get("/", (req) => pool.query("SELECT * FROM users WHERE name = $1", [req.query.name]));\n',
    },
    {
      'db.js':
        'const mysql = require("mysql");\nconst db = mysql.createConnection({});\napp.get("/", (req) => db.query("SELECT * FROM users WHERE id = " + Number(req.query.id)));\n',
    },
    {
      'db.ts':
        'import { sql } from "slonik";\napp.get("/", (req) => pool.query(sql`SELECT ${req.query.name}`));\n',
    },
    { 'const.js': 'const table = "users";\npool.query(`SELECT * FROM ${table}`);\n' },
  ],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html'],
  words: [
    '\\b(?:query|execute|raw|run|all|each|get|exec|prepare|literal|any|one|none|many|batch|multi|unsafe|queryRaw|oneOrNone|manyOrNone)\\s*(?:<[^>\\n]{0,80}>\\s*)?\\(',
    '\\.\\w*Raw\\w*\\(',
    'alasql|drizzle-orm|QueryString|createQueryBuilder|StatementCommand|executeStatement|executeSql|createQueryJob|pg-cursor|pg-query-stream',
  ],
  wordsAlone: [
    '\\$(?:query|execute)RawUnsafe',
    '\\b(?:SELECT|select)\\b[^;\\n]{0,200}\\b(?:FROM|from)\\b',
    '\\b(?:INSERT INTO|insert into|DELETE FROM|delete from)\\b',
    '\\b(?:UPDATE|update)\\s[^;\\n]{1,80}\\s(?:SET|set)\\s',
  ],
  purpose: 'sql',
  sinks: [
    {
      of: [
        '*.query',
        '*.execute',
        '*.queryRaw',
        '*.multi',
        '*.batch',
        '*.oneOrNone',
        '*.manyOrNone',
        '*.any',
        '*.none',
        '*.many',
        '*.one',
      ],
      when: isDatabase,
    },
    { of: ['*.query', '*.execute'], options: ['sql', 'text', 'query', 'sqlText'], when: isDatabase },
    {
      // Services of a cloud that take a statement: Athena, the data API of RDS and Redshift, PartiQL, BigQuery, Snowflake.
      of: [
        '*.startQueryExecution',
        '*.executeStatement',
        '*.batchExecuteStatement',
        '*.createQueryJob',
        '*.executeSql',
        'Athena.StartQueryExecutionCommand',
        '@aws-sdk/client-athena.StartQueryExecutionCommand',
        '@aws-sdk/client-rds-data.ExecuteStatementCommand',
        '@aws-sdk/client-dynamodb.ExecuteStatementCommand',
        '@aws-sdk/client-redshift-data.ExecuteStatementCommand',
      ],
      options: ['sql', 'Sql', 'QueryString', 'Statement', 'query', 'sqlText'],
    },
    {
      of: [
        'drizzle-orm.sql.raw',
        'kysely.sql.raw',
        'slonik.sql.unsafe',
        'alasql',
        'tedious.Request',
        'pg-cursor',
        'pg-query-stream',
      ],
    },
    {
      // Conditions of a query builder, when they are text.
      of: ['*.where', '*.andWhere', '*.orWhere', '*.having', '*.orderByRaw', '*.joinRaw'],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        (look.code.modules.has('typeorm') || /createQueryBuilder\(/.test(look.file.text)) &&
        call.arguments[0] !== undefined &&
        partsOf(resolved(look.code, call.arguments[0])).length > 1,
    },
    {
      of: ['*.all', '*.each', '*.run', '*.get', '*.exec', '*.prepare', '*.raw', '*.unsafe'],
      when: (call, look, name) => isDatabase(call, look, name),
    },
    { of: ['*.$queryRawUnsafe', '*.$executeRawUnsafe', '*.queryRawUnsafe'] },
    {
      of: ['*.literal'],
      when: (_, look, name) => /sequelize/i.test(name) || look.code.modules.has('sequelize'),
    },
    { of: ['sequelize.literal', 'sequelize.Sequelize.literal'] },
    {
      of: [
        '*.whereRaw',
        '*.orWhereRaw',
        '*.havingRaw',
        '*.orderByRaw',
        '*.groupByRaw',
        '*.joinRaw',
        '*.fromRaw',
        '*.selectRaw',
      ],
    },
  ],
  harm: 'gets into an SQL statement',
  unknown(value, look) {
    const text = resolved(look.code, value);
    const parts = text.type === 'Identifier' ? builtParts(text, look) : partsOf(text);
    const words = parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
    if (parts.length < 2 || !statement.test(words)) return null;
    const open = parts.filter((part) => typeof part !== 'string' && !isHarmless(part, look));
    return open.length === 0 ? null : `${look.quote(text)} puts values into the text of the statement`;
  },
});

/** Is it a database that is asked: by what the receiver is, or by the statement itself? */
function isDatabase(call: Node, look: Look, name: string): boolean {
  if (call.type !== 'CallExpression') return false;
  const [text] = call.arguments;
  if (!text || text.type === 'SpreadElement') return false;
  if (
    /\b(mysql2?|pg|sqlite3?|better-sqlite3|tedious|mssql|oracledb|knex|sequelize|typeorm|postgres|mariadb|promise-mysql|pg-promise|@prisma\/client|slonik|massive)\b/.test(
      name,
    )
  )
    return true;
  if (
    /(^|[.$])(db|database|conn|connection|pool|client|knex|sequelize|mysql|pg|sql|sqlite|prisma|manager|queryRunner|entityManager|repository|dataSource|con|postgres)\.\w+$/i.test(
      name,
    ) &&
    !/\.(get|all|run|any|one|many|none|batch|exec|raw|multi)$/.test(name)
  )
    return true;
  const value = resolved(look.code, text);
  if (value.type === 'ObjectExpression') return false;
  return statement.test(literalText(look.code, value));
}

/** Constants, numbers, placeholders, and names that say they hold only such. */
function isHarmless(part: Node, look: Look): boolean {
  if (constantString(look.code, part) !== null) return true;
  const value = resolved(look.code, part);
  if (value.type === 'Literal' || value.type === 'UnaryExpression' || value.type === 'UpdateExpression')
    return true;
  const name = look.file.text.slice(part.start, part.end);
  return (
    /^[A-Z_\d.]+$/.test(name) ||
    /placeholder|escape|quote|\.map\(|\.length\b|parseInt|Number\(|\.join\(|table|column|schema|field|\bids?$|limit|offset|where|fragment|clause/i.test(
      name,
    )
  );
}

/** What a name is given piece by piece: `let sql = 'SELECT …'; sql += name;`. */
function builtParts(name: Node & { readonly name: string }, look: Look): (string | Node)[] {
  const pieces = (bindingAt(look.code, name.name, name)?.definitions ?? []).slice(0, 20);
  return pieces.flatMap((piece) => {
    if (piece.how !== 'value' || piece.path.length > 0 || piece.at.start > name.start) return [];
    return partsOf(piece.value).filter(
      (part) => typeof part === 'string' || look.file.text.slice(part.start, part.end) !== name.name,
    );
  });
}
