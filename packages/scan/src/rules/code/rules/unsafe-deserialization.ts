import { codeRule } from '../code-rule.ts';
import { optionOf } from '../program/constant.ts';

const running: Readonly<Record<string, string>> = {
  'node-serialize.unserialize': 'node-serialize',
  'serialize-to-js.deserialize': 'serialize-to-js',
  'cryo.parse': 'cryo',
  'funcster.deepDeserialize': 'funcster',
  'serialijse.deserialize': 'serialijse',
  'js-yaml.unsafeLoad': 'js-yaml',
};

export const unsafeDeserialization = codeRule({
  id: 'code/unsafe-deserialization',
  title: 'Stored objects are restored with their code',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-502'],
  kind: 'security',
  what: 'Text is turned into objects by a module that also restores functions: node-serialize, serialize-to-js, cryo, funcster, or js-yaml with its full schema.',
  why: 'Text that holds a function which calls itself runs while it is read.',
  fix: 'Use `JSON.parse` and check the shape; with js-yaml 4 use `load` without a schema.',
  bad: [
    {
      'cookie.js':
        'const serialize = require("node-serialize");\napp.get("/", (req) => serialize.unserialize(req.cookies.profile));\n',
    },
    {
      'load.js':
        'import yaml from "js-yaml";\napp.post("/", (req) => yaml.load(req.body, { schema: yaml.DEFAULT_FULL_SCHEMA }));\n',
    },
  ],
  good: [
    { 'cookie.js': 'app.get("/", (req) => JSON.parse(req.cookies.profile));\n' },
    { 'load.js': 'import yaml from "js-yaml";\napp.post("/", (req) => yaml.load(req.body));\n' },
    { 'own.js': 'const serialize = require("node-serialize");\nserialize.unserialize("{}");\n' },
  ],
  words: ['node-serialize', 'serialize-to-js', 'cryo', 'funcster', 'serialijse', 'js-yaml'],
  calls: [
    {
      of: Object.keys(running),
      look(call, look, name) {
        const [text] = call.arguments;
        if (!text || text.type === 'Literal') return;
        const flow = look.flow(text, { purpose: 'code' });
        const message = `${running[name]} runs functions it finds in ${look.quote(text)}`;
        if (flow) look.reportFlow(call, flow, message);
        else look.report(call, message, { confidence: 'review' });
      },
    },
    {
      of: ['js-yaml.load', 'js-yaml.loadAll'],
      look(call, look, name) {
        const schema = optionOf(look.code, call, name.endsWith('loadAll') ? 2 : 1, 'schema');
        if (!schema || !/DEFAULT_FULL_SCHEMA|js-yaml-js-types/.test(look.name(schema) ?? '')) return;
        look.report(call, 'the full schema restores functions and regular expressions');
      },
    },
  ],
});
