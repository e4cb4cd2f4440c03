import { isTestPath } from '../../../engine/test-path.ts';
import { type Call, givenValue, isKeyword } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import { childOf, childrenOf } from '../syntax.ts';

const standard =
  /^(xml\.(etree\.c?ElementTree|dom\.(minidom|pulldom|expatbuilder)|sax(\.expatreader)?)|ElementTree|ET|xmlrpc\w*)\.(parse|fromstring|iterparse|XMLParser|XML|parseString|make_parser|create_parser)$/;

const xmlRpc = /^(xmlrpc(lib|\.client|\.server)?|SimpleXMLRPCServer|DocXMLRPCServer)\b/;

export const xmlEntities = pythonRule({
  id: 'python/xml-entities',
  title: 'XML from outside read with entities',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-611', 'CWE-776'],
  kind: 'security',
  what: '`lxml` with `resolve_entities=True`, xml.sax with external entities switched on, or a parser of the standard library over a document that is not known.',
  why: 'Entities can name files of the machine, and ten nested ones fill its memory.',
  fix: 'Use `defusedxml`.',
  aliases: ['B313', 'B314', 'B318', 'B319', 'B320', 'B405', 'S314', 'S318', 'S319', 'S320'],
  bad: [
    example('from lxml import etree', 'parser = etree.XMLParser(resolve_entities=True)'),
    example(
      'from xml.etree import ElementTree',
      'from flask import request',
      'ElementTree.fromstring(request.data)',
    ),
  ],
  good: [
    example(
      'from defusedxml import ElementTree',
      'from flask import request',
      'ElementTree.fromstring(request.data)',
    ),
    example('from xml.etree import ElementTree', 'ElementTree.parse("own.xml")'),
  ],
  words: /\b(xml|lxml|etree|minidom|xmlrpc\w*|feature_external_ges)\b/,
  calls: {
    XMLParser(call, look) {
      if (
        /etree\.XMLParser$/.test(call.name) &&
        (isKeyword(call, 'resolve_entities', 'True', look.textOf) ||
          isKeyword(call, 'no_network', 'False', look.textOf))
      )
        look.report(call.node, {
          confidence: 'likely',
          severity: 'high',
          message: 'Entities of the document are followed',
        });
    },
    setFeature(call, look) {
      const [feature, on] = call.arguments;
      if (
        feature &&
        on &&
        /external_ges|external-general-entities/.test(look.textOf(feature.node)) &&
        /^(True|1)$/.test(look.textOf(on.node))
      )
        look.report(call.node, {
          confidence: 'likely',
          severity: 'high',
          message: 'External entities are followed',
        });
    },
    ...forEach(['parse', 'fromstring', 'iterparse', 'XML', 'parseString'], (call: Call, look: Look) => {
      const judged = standard.test(call.name) ? judge(givenValue(call, 0)) : null;
      if (!judged) return;
      const isSent = judged.seen.taint?.origin === 'web';
      // A test reads what the program itself wrote.
      if (!isSent && isTestPath(look.file.path)) return;
      look.report(call.node, {
        ...judged.seen,
        ...(isSent ? {} : { severity: 'low' as const }),
        message: `The document ${judged.whence}; nested entities in it can fill the memory`,
      });
    }),
    ...forEach(['SimpleXMLRPCServer', 'DocXMLRPCServer'], (call: Call, look: Look) => {
      if (/^(xmlrpc\.server|SimpleXMLRPCServer)\./.test(call.name))
        look.report(call.node, { message: 'Nested entities in a call can fill the memory' });
    }),
  },
  tree(tree, look) {
    for (const node of [...tree.ofType('import_statement'), ...tree.ofType('import_from_statement')]) {
      const names = [childOf(node, 'module_name'), ...childrenOf(node, 'name')];
      if (names.some((name) => name !== null && xmlRpc.test(look.textOf(name))))
        look.report(node, {
          severity: 'low',
          message: 'XML-RPC reads entities; `defusedxml.xmlrpc` can forbid them',
        });
    }
  },
});
