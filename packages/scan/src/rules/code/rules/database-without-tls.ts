import { codeRule } from '../code-rule.ts';
import { constantString, isFalse, optionIn, resolved } from '../program/constant.ts';
import { argumentOf } from '../program/node.ts';

export const databaseWithoutTls = codeRule({
  id: 'code/database-without-tls',
  title: 'A remote database is reached without TLS',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'A Sequelize connection names another host and sets no `dialectOptions.ssl`, or sets it to false.',
  why: 'The password and every row go over the network in the clear.',
  fix: 'Set `dialectOptions: { ssl: { require: true } }`, with the authority of the server.',
  bad: [
    {
      'db.js':
        'const Sequelize = require("sequelize");\nnew Sequelize({ dialect: "postgres", host: "db.example.org", username, password });\n',
    },
  ],
  good: [
    {
      'db.js':
        'const Sequelize = require("sequelize");\nnew Sequelize({ dialect: "sqlite", storage: "a.db" });\n',
    },
    {
      'db.js':
        'const Sequelize = require("sequelize");\nnew Sequelize({ dialect: "postgres", host: "db.example.org", dialectOptions: { ssl: { ca } } });\n',
    },
    {
      'db.js':
        'const Sequelize = require("sequelize");\nnew Sequelize({ dialect: "postgres", host: "localhost" });\n',
    },
  ],
  words: ['equelize'],
  calls: [
    {
      of: ['sequelize', 'sequelize.Sequelize', 'sequelize-typescript.Sequelize'],
      look(call, look) {
        const options =
          call.arguments.findLast((arg) => resolved(look.code, arg).type === 'ObjectExpression') ??
          argumentOf(call, 0);
        const object = options ? resolved(look.code, options) : null;
        if (
          object?.type !== 'ObjectExpression' ||
          object.properties.some(({ type }) => type === 'SpreadElement')
        )
          return;
        const host = optionIn(look.code, object, 'host');
        const name = host ? constantString(look.code, host) : null;
        const dialect = optionIn(look.code, object, 'dialect');
        if (
          !host ||
          /^(localhost|127\.0\.0\.1|::1|[\w-]+)$/.test(name ?? '') ||
          (dialect && /sqlite/.test(constantString(look.code, dialect) ?? ''))
        )
          return;
        const dialectOptions = optionIn(look.code, object, 'dialectOptions');
        const ssl = dialectOptions
          ? (optionIn(look.code, dialectOptions, 'ssl') ?? optionIn(look.code, dialectOptions, 'encrypt'))
          : optionIn(look.code, object, 'ssl');
        if (dialectOptions && resolved(look.code, dialectOptions).type !== 'ObjectExpression') return;
        if (ssl === null || isFalse(look.code, ssl))
          look.report(call, 'nothing says that the connection is encrypted');
      },
    },
  ],
});
