import { codeRule } from '../code-rule.ts';
import { constantString, isTrue, optionIn } from '../program/constant.ts';
import { memberName } from '../program/node.ts';

export const xmlEntities = codeRule({
  id: 'code/xml-entities',
  title: 'XML is read with its external entities',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-611'],
  kind: 'security',
  what: 'The parser libxmljs is told to replace entities (`noent: true`), or `xml2json`, `node-expat` or a SAX parser reads XML from outside.',
  why: 'A document type in the XML names a file or an address: its content ends in the answer.',
  fix: 'Leave `noent` off and refuse document types; read XML from outside with a parser that knows no entities (fast-xml-parser).',
  bad: [
    {
      'xml.js':
        'const libxml = require("libxmljs");\napp.post("/", (req) => libxml.parseXml(req.body, { noent: true }));\n',
    },
    {
      'sax.js':
        'const sax = require("sax");\nconst parser = sax.parser(true);\nparser.ondoctype = (type) => readEntities(type);\n',
    },
    { 'expat.js': 'const expat = require("xml2json");\napp.post("/", (req) => expat.toJson(req.body));\n' },
  ],
  good: [
    {
      'xml.js':
        'const libxml = require("libxmljs");\napp.post("/", (req) => libxml.parseXml(req.body, { noent: false }));\n',
    },
    { 'expat.js': 'const expat = require("xml2json");\nexpat.toJson("<a/>");\n' },
    { 'sax.js': 'const sax = require("sax");\nconst parser = sax.parser(true);\nparser.ontext = show;\n' },
  ],
  words: ['libxmljs2?', 'libxml', 'xml2json', 'node-expat', '["\'](?:sax|saxes|xml-stream)["\']'],
  calls: [
    {
      of: ['parseXml', 'parseXmlString', 'parseXmlAsync', 'parseHtml'].flatMap((name) => [
        `libxmljs.${name}`,
        `libxmljs2.${name}`,
        `libxml.${name}`,
        `*.${name}`,
      ]),
      look(call, look) {
        const options = call.arguments[1];
        const noent = options ? optionIn(look.code, options, 'noent') : null;
        if (noent && isTrue(look.code, noent))
          look.report(call, '`noent: true` puts files and addresses that the XML names into it', {
            confidence: 'certain',
          });
      },
    },
    {
      // The program itself may be text: `vm.runInContext('libxml.parseXml(data, { noent: true })', …)`.
      of: ['vm.runInContext', 'vm.runInNewContext', 'vm.runInThisContext', 'vm.Script'],
      look(call, look) {
        const program = call.arguments[0] ? constantString(look.code, call.arguments[0]) : null;
        if (program !== null && /parseXml[^;]{0,200}\bnoent\s*:\s*true/.test(program))
          look.report(call, '`noent: true` puts files and addresses that the XML names into it');
      },
    },
    {
      // A parser that hands out the document type leaves its entities to who asks for it.
      of: ['*.on', '*.addListener'],
      look(call, look, name) {
        const event = call.arguments[0] ? constantString(look.code, call.arguments[0]) : null;
        if (
          event !== null &&
          /^(doctype|entityDecl|startDoctypeDecl|internalDtdSubset)$/i.test(event) &&
          readsXml.test(name)
        )
          look.report(call, 'the document type of the XML is obeyed', { confidence: 'review' });
      },
    },
    {
      of: [
        'xml2json.toJson',
        'node-expat.Parser().parse',
        'node-expat.Parser().write',
        'node-expat.createParser().parse',
        'node-expat.createParser().write',
      ],
      look(call, look) {
        const [xml] = call.arguments;
        const flow = xml ? look.flow(xml, { purpose: 'text', also: ['parameter'] }) : null;
        if (flow && xml)
          look.reportFlow(call, flow, `${look.quote(xml)} is read by a parser that follows entities`);
      },
    },
  ],
  nodes: {
    AssignmentExpression(node, look) {
      if (node.left.type !== 'MemberExpression' || memberName(node.left) !== 'ondoctype') return;
      if (readsXml.test(look.name(node.left) ?? ''))
        look.report(node, 'the document type of the XML is obeyed', { confidence: 'review' });
    },
  },
});

const readsXml = /^(sax|node-expat|saxes|xml-stream|htmlparser2|ltx)\b/;
