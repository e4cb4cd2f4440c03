import type { Node } from 'oxc-parser';
import type { CodeRule, Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { unwrapped } from '../program/node.ts';

const rule = flowRule({
  id: 'code/fields-of-input',
  title: 'A record takes every field the request brings',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-915'],
  kind: 'security',
  what: 'A model is created or updated, or an object extended, with the whole body of the request.',
  why: 'A field that no form shows (`role`, `balance`, `ownerId`) is set as well.',
  fix: 'Name the fields: `User.create({ name: body.name })`, or check the body against a strict schema.',
  bad: [
    { 'app.js': 'app.post("/users", async (req, res) => res.json(await User.create(req.body)));\n' },
    {
      'app.js':
        'app.put("/users", async (req) => {\n  const user = await find();\n  Object.assign(user, req.body);\n  await user.save();\n});\n',
    },
    {
      'app.js':
        'app.post("/users", async (req, res) => {\n  const user = new User(req.body);\n  await user.save();\n});\n',
    },
  ],
  good: [
    { 'app.js': 'app.post("/", async (req) => new Report(req.body).print());\n' },
    { 'app.js': 'app.post("/users", async (req) => User.create({ name: req.body.name }));\n' },
    { 'app.js': 'app.post("/users", async (req) => User.create(userSchema.parse(req.body)));\n' },
  ],
  words: [
    '\\.(?:create|update|insert|build|upsert|findByIdAndUpdate|findOneAndUpdate|assign|bulkCreate|extend)\\w*\\s*\\(',
    '\\bnew [A-Z]\\w*\\([\\w.]*\\.(?:body|query|payload)\\)',
  ],
  purpose: 'object',
  sinks: [
    {
      of: ['*.create', '*.insert', '*.insertOne', '*.insertMany', '*.build', '*.upsert', '*.bulkCreate'],
      when: isModelWithWhole,
    },
    {
      of: ['*.findByIdAndUpdate', '*.findOneAndUpdate', '*.updateOne', '*.updateMany'],
      args: [1],
      when: isModelWithWhole,
    },
    { of: ['*.update'], args: [0], when: isModelWithWhole },
    {
      of: ['Object.assign', 'lodash.extend', 'lodash.assign', 'underscore.extend'],
      args: [1, 2],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0]?.type !== 'ObjectExpression' &&
        isWhole(call, look, 1),
    },
  ],
  harm: 'sets all the fields it brings',
});

/** `new User(req.body)`, where it is then saved. */
export const fieldsOfInput: CodeRule = {
  ...rule,
  nodes: {
    ...rule.nodes,
    NewExpression(node, look) {
      const [body] = node.arguments;
      if (!body || node.callee.type !== 'Identifier' || !/^[A-Z][a-z]/.test(node.callee.name)) return;
      if (
        !look.code.callsByName.has('save') ||
        !/\.(body|query|payload)$/.test(look.file.text.slice(body.start, body.end))
      )
        return;
      const flow = look.flow(body, { purpose: 'object' });
      if (flow)
        look.reportFlow(node, flow, `${flow.what} sets all the fields it brings: ${look.quote(body)}`);
    },
  },
};

/** A model is written with a capital letter. */
function isModelWithWhole(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  const callee = unwrapped(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = look.file.text.slice(callee.object.start, callee.object.end);
  if (!/(^|\.)[A-Z][A-Za-z]*$|[mM]odel$|[rR]epository$/.test(name) || name === 'Object') return false;
  return isWhole(call, look, 0) || isWhole(call, look, 1);
}

/** Is the argument the body itself, not an object with some of it? */
function isWhole(call: Node, look: Look, index: number): boolean {
  if (call.type !== 'CallExpression') return false;
  const arg = call.arguments[index];
  return (
    arg !== undefined &&
    (arg.type === 'Identifier' || /\.(body|query|payload)$/.test(look.file.text.slice(arg.start, arg.end)))
  );
}
