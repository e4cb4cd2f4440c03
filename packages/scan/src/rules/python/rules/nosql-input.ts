import { argument } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

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
