import { flowRule } from '../flow-rule.ts';
import { resolved } from '../program/constant.ts';
import { calledName } from '../program/node.ts';

const reading = [
  'find',
  'findOne',
  'findOneAndUpdate',
  'findOneAndDelete',
  'findOneAndReplace',
  'findAndModify',
  'updateOne',
  'updateMany',
  'deleteOne',
  'deleteMany',
  'replaceOne',
  'countDocuments',
  'count',
  'exists',
  'remove',
  'distinct',
  'update',
];

export const nosqlOperators = flowRule({
  id: 'code/nosql-operators',
  title: 'A filter of a database takes operators from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-943'],
  kind: 'security',
  what: 'A field of a filter of MongoDB is a value of the request as it came, which may be an object; or a request to DynamoDB, or an expression in it, comes from outside.',
  why: '`{"password": {"$ne": ""}}` in the body, or `?password[$ne]=` in the address, matches every password.',
  fix: 'Make a string of it (`String(req.body.name)`), write `{ $eq: value }`, or check the shape of the body first.',
  bad: [
    {
      'login.js':
        'app.post("/login", async (req, res) => {\n  const { name, password } = req.body;\n  const user = await User.findOne({ name, password });\n  res.json(user);\n});\n',
    },
  ],
  good: [
    { 'login.js': 'app.post("/login", async (req) => User.findOne({ name: String(req.body.name) }));\n' },
    { 'login.js': 'app.post("/login", async (req) => User.findOne({ name: { $eq: req.body.name } }));\n' },
    {
      'orm.js':
        'const { Sequelize } = require("sequelize");\napp.post("/login", async (req) => User.findOne({ where: { name: req.body.name } }));\n',
    },
  ],
  references: [
    'https://www.mongodb.com/docs/manual/faq/fundamentals/#how-does-mongodb-address-sql-or-query-injection-',
  ],
  words: ['[dD]ynamo[dD][bB]', '\\.(?:find|update|delete|remove|count|replace|exists|distinct)\\w*\\s*\\('],
  purpose: 'object',
  sinks: [
    {
      of: reading.map((name) => `*.${name}`),
      when(call, look) {
        if (call.type !== 'CallExpression') return false;
        const [filter] = call.arguments;
        // A record updates itself with one argument; a collection wants filter and change.
        const isUpdate = calledName(call) === 'update';
        if (
          !filter ||
          (isUpdate && call.arguments.length < 2) ||
          look.code.modules.has('sequelize') ||
          look.code.modules.has('typeorm')
        )
          return false;
        const value = resolved(look.code, filter);
        // An options object of an ORM, not a filter.
        return (
          !(
            value.type === 'ObjectExpression' &&
            value.properties.some(
              (property) =>
                property.type === 'Property' &&
                property.key.type === 'Identifier' &&
                /^(where|data|include|select)$/.test(property.key.name),
            )
          ) &&
          (value.type === 'ObjectExpression' || isBody(look.file.text.slice(filter.start, filter.end)))
        );
      },
    },
    {
      // A request to DynamoDB, as a whole or its expressions.
      of: [
        'scan',
        'query',
        'put',
        'update',
        'get',
        'delete',
        'batchWrite',
        'transactWrite',
        'putItem',
        'getItem',
        'updateItem',
        'deleteItem',
      ]
        .flatMap((name) =>
          [
            'aws-sdk.DynamoDB.DocumentClient()',
            'aws-sdk.DynamoDB()',
            'aws-sdk/clients/dynamodb.DocumentClient()',
            'aws-sdk/clients/dynamodb()',
            '@aws-sdk/lib-dynamodb.DynamoDBDocument.from()',
          ].map((client) => `${client}.${name}`),
        )
        .concat(
          [
            'Scan',
            'Query',
            'Put',
            'Update',
            'Get',
            'Delete',
            'PutItem',
            'GetItem',
            'UpdateItem',
            'DeleteItem',
          ].flatMap((name) => [
            `@aws-sdk/client-dynamodb.${name}Command`,
            `@aws-sdk/lib-dynamodb.${name}Command`,
          ]),
        ),
      options: [
        'FilterExpression',
        'KeyConditionExpression',
        'ProjectionExpression',
        'UpdateExpression',
        'ConditionExpression',
        'TableName',
      ],
    },
  ],
  harm: 'may bring operators into the filter',
});

/** The request's body itself as the filter. */
const isBody = (text: string): boolean => /\.(body|query)$/.test(text);
