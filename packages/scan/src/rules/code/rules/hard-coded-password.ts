import { codeRule } from '../code-rule.ts';
import { constantString, optionIn, resolved } from '../program/constant.ts';
import { keyName } from '../program/node.ts';
import { mayBeSecret } from '../program/placeholder.ts';

const clients = [
  'mysql.createConnection',
  'mysql.createPool',
  'mysql2.createConnection',
  'mysql2.createPool',
  'mysql2/promise.createConnection',
  'mysql2/promise.createPool',
  'pg.Client',
  'pg.Pool',
  'mariadb.createPool',
  'mariadb.createConnection',
  'mssql.connect',
  'tedious.Connection',
  'ioredis',
  'ioredis.Redis',
  'redis.createClient',
  'nodemailer.createTransport',
  'ldapjs.createClient',
  'ssh2.Client().connect',
  'ftp().connect',
  'knex',
  'knex.knex',
  'typeorm.DataSource',
  'typeorm.createConnection',
  'oracledb.getConnection',
  'amqplib.connect',
];

export const hardCodedPassword = codeRule({
  id: 'code/hard-coded-password',
  title: 'A password of a service is in the program',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798'],
  kind: 'security',
  what: 'The options of a connection to a database, a mail server or a cache hold a literal password.',
  why: 'Everybody who reads the source can connect; and nobody changes a password that needs a release.',
  fix: 'Read it from the environment or a secret store.',
  bad: [
    {
      'db.js':
        'const mysql = require("mysql");\nmysql.createPool({ host: "db.example.org", user: "app", password: "Tr0ub4dor" });\n',
    },
    {
      'orm.js':
        'const Sequelize = require("sequelize");\nconst db = new Sequelize("shop", "app", "Tr0ub4dor", { host: "db.example.org" });\n',
    },
    {
      'app.js':
        'const basicAuth = require("express-basic-auth");\napp.use(basicAuth({ users: { admin: "Tr0ub4dor" } }));\n',
    },
  ],
  good: [
    {
      'db.js':
        'const mysql = require("mysql");\nmysql.createPool({ user: "app", password: process.env.DB_PASSWORD });\n',
    },
    {
      'db.js':
        'const mysql = require("mysql");\nmysql.createPool({ host: "localhost", user: "root", password: "" });\n',
    },
  ],
  words: [
    'secretAccessKey',
    'basic-auth',
    '\\b(?:password|passwd|pass|bindCredentials)["\\\']?\\s*:\\s',
    '\\bSequelize\\s*\\(',
  ],
  calls: [
    {
      of: clients,
      look(call, look) {
        for (const arg of call.arguments.slice(0, 1)) {
          const nested = ['auth', 'connection', 'authentication', 'options'].flatMap(
            (name) => optionIn(look.code, arg, name) ?? [],
          );
          for (const object of [arg, ...nested])
            for (const name of ['password', 'pass', 'passwd', 'bindCredentials']) {
              const value = optionIn(look.code, object, name);
              const text = value ? constantString(look.code, value) : null;
              if (value && text !== null && isUsed(text))
                look.report(value, `\`${name}\` is a literal`, { evidence: `${name}: …`, hides: text });
            }
        }
      },
    },
    {
      of: ['express-basic-auth', 'koa-basic-auth'],
      look(call, look) {
        const users = call.arguments[0] ? optionIn(look.code, call.arguments[0], 'users') : null;
        const list = users ? resolved(look.code, users) : null;
        const pairs = list?.type === 'ObjectExpression' ? list.properties : [];
        for (const pair of pairs) {
          const text = pair.type === 'Property' ? constantString(look.code, pair.value) : null;
          if (text !== null && isUsed(text))
            look.report(pair, 'the password of a user is a literal', { evidence: 'users: …' });
        }
      },
    },
    {
      of: ['sequelize', 'sequelize.Sequelize', 'Sequelize'],
      look(call, look) {
        const password =
          call.arguments[2] && call.arguments.length >= 3
            ? constantString(look.code, call.arguments[2])
            : null;
        if (password !== null && isUsed(password))
          look.report(call, 'the password is a literal', { evidence: 'new Sequelize(…)', hides: password });
      },
    },
  ],
  nodes: {
    Property(node, look) {
      if (keyName(node) !== 'secretAccessKey' || node.parent?.type !== 'ObjectExpression') return;
      const text = constantString(look.code, node.value);
      if (text !== null && /^[\w+/=]{30,}$/.test(text) && isUsed(text))
        look.report(node, 'the key of a cloud account is a literal', { evidence: 'secretAccessKey: …' });
    },
  },
});

/** A password that is filled in at deployment, or none, is none. */
const isUsed = (text: string): boolean =>
  mayBeSecret(text) && !/^(x+|\*+|your[-_ ]?\w*|changeme|<.+>)$/i.test(text);
