import { codeRule } from '../code-rule.ts';
import { calledName } from '../program/node.ts';

export const uninitialisedMemory = codeRule({
  id: 'code/uninitialised-memory',
  title: 'Memory is handed out or read unchecked',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-119', 'CWE-908'],
  kind: 'security',
  what: '`new Buffer` takes a number from outside, `Buffer.allocUnsafe` is sent as it is, or a read has `noAssert`.',
  why: 'Fresh memory holds what was there before: keys, other users’ requests.',
  fix: 'Use `Buffer.alloc` for sizes and `Buffer.from` for contents; leave `noAssert` out.',
  bad: [
    { 'app.js': 'app.get("/", (req, res) => res.send(new Buffer(req.body.size)));\n' },
    { 'app.js': 'app.get("/", (req, res) => res.end(Buffer.allocUnsafe(64)));\n' },
    { 'read.js': 'buffer.readUInt8(offset, true);\n' },
  ],
  good: [
    { 'app.js': 'app.get("/", (req, res) => res.end(Buffer.alloc(64)));\n' },
    { 'read.js': 'buffer.readUInt8(offset);\n' },
  ],
  words: [
    'allocUnsafe',
    'new Buffer',
    '\\.(?:read|write)(?:U?Int|Float|Double)\\w*\\([^()\\n]{1,80}\\btrue\\b',
  ],
  calls: [
    {
      of: ['Buffer', 'buffer.Buffer'],
      look(call, look) {
        const [size] = call.arguments;
        const flow = size && call.type === 'NewExpression' ? look.flow(size, { purpose: 'object' }) : null;
        if (flow) look.reportFlow(call, flow, `${flow.what} may be a number: that many bytes of old memory`);
      },
    },
    {
      of: ['Buffer.allocUnsafe', 'Buffer.allocUnsafeSlow', 'buffer.Buffer.allocUnsafe'],
      look(call, look) {
        const { parent } = call;
        if (
          parent?.type === 'CallExpression' &&
          parent.arguments.some((arg) => arg === call) &&
          /^(send|end|write)$/.test(calledName(parent) ?? '')
        )
          look.report(call, 'old memory is sent as it is');
      },
    },
    {
      of: [
        'UInt8',
        'UInt16LE',
        'UInt16BE',
        'UInt32LE',
        'UInt32BE',
        'Int8',
        'Int16LE',
        'Int16BE',
        'Int32LE',
        'Int32BE',
        'FloatLE',
        'FloatBE',
        'DoubleLE',
        'DoubleBE',
      ].flatMap((type) => [`*.read${type}`, `*.write${type}`]),
      look(call, look) {
        const [, ...rest] = call.arguments;
        if (rest.some((flag) => flag.type === 'Literal' && flag.value === true))
          look.report(call, '`noAssert` lets the read pass the end of the buffer', { confidence: 'certain' });
      },
    },
  ],
});
