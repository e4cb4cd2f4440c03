import { isTestPath } from '../../../engine/test-path.ts';
import { argument, type Call, givenValue, isKeyword } from '../flow/call.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
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

export const callMarkup = pythonRule({
  id: 'python/twiml-of-value',
  title: 'Instructions for a phone call put together from values',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-91'],
  kind: 'security',
  what: 'The `twiml` of a call of Twilio is a string made by `+`, `%`, `format` or an f-string.',
  why: 'A value with `</Say><Dial>…` in it makes the call dial other numbers at your cost.',
  fix: 'Build it with `twilio.twiml.voice_response.VoiceResponse`, which escapes.',
  bad: [
    example(
      'def ring(client, text):',
      '    client.calls.create(twiml=f"<Response><Say>{text}</Say></Response>")',
    ),
  ],
  good: [
    example(
      'from twilio.twiml.voice_response import VoiceResponse',
      'def ring(client, text):',
      '    answer = VoiceResponse()',
      '    answer.say(text)',
      '    client.calls.create(twiml=str(answer))',
    ),
  ],
  references: ['https://www.twilio.com/docs/voice/twiml'],
  words: /\btwiml\b/,
  calls: {
    create(call, look) {
      const given = argument(call, -1, 'twiml');
      if (!given?.value.built || !given.value.prefix.startsWith('<')) return;
      const judged = judge(given.value);
      if (judged)
        look.report(given.node, { ...judged.seen, message: `Part of the instructions ${judged.whence}` });
    },
  },
});

export const csvFormula = pythonRule({
  id: 'python/csv-formula',
  title: 'Table with part of a request in it',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1236'],
  kind: 'security',
  what: 'A row of a CSV file has part of a request in it.',
  why: 'A cell that begins with `=` is a formula in the spreadsheet of whoever opens it.',
  fix: "Put `'` in front of cells that begin with `=`, `+`, `-`, `@`, or use `defusedcsv`.",
  bad: [
    example(
      'import csv',
      'def export(request):',
      '    w = csv.writer(f)',
      '    w.writerow([request.GET["name"]])',
    ),
  ],
  good: [
    example(
      'import csv',
      'def export(request):',
      '    w = csv.writer(f)',
      '    w.writerow([int(request.GET["n"])])',
    ),
  ],
  ofRequests: true,
  words: /\bcsv\b/,
  calls: forEach(['writerow', 'writerows'], (call: Call, look: Look) => {
    const judged = /^csv\./.test(call.name)
      ? judgeOutside(argument(call, 0)?.value ?? givenValue(call, 0), 'web')
      : null;
    if (!judged) return;
    look.report(call.node, {
      ...judged.seen,
      confidence: 'review',
      message: `A cell of this row ${judged.whence}`,
    });
  }),
});

export const nanOfInput = pythonRule({
  id: 'python/number-of-input',
  title: 'Number from a request that may be no number',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-704'],
  kind: 'security',
  what: '`float`, `bool` or `complex` turn part of a request into a number.',
  why: '`nan` compares as false with everything, so that limits (`if price < 0`) let it pass.',
  fix: 'Refuse what `math.isfinite` does not accept.',
  bad: [example('from flask import request', 'def pay():', '    price = float(request.form["price"])')],
  good: [
    example('from flask import request', 'def pay():', '    price = int(request.form["price"])'),
    example(
      'import math',
      'from flask import request',
      'def pay():',
      '    price = float(request.form["price"])',
      '    assert math.isfinite(price)',
    ),
  ],
  ofRequests: true,
  words: /\b(float|bool|complex)\b/,
  calls: forEach(['float', 'bool', 'complex'], (call: Call, look: Look) => {
    if (!/^(float|bool|complex)$/.test(call.name)) return;
    const around = call.inside ? look.textOf(call.inside.node) : look.file.text;
    if (/\b(isnan|isfinite)\b|["']nan["']/.test(around)) return;
    const judged = judgeOutside(givenValue(call, 0), 'web');
    const outer = call.node.parent?.parent;
    if (outer?.type === 'call' && /^int\(/.test(look.textOf(outer))) return;
    if (judged?.seen.taint && !judged.seen.taint.throughUnknown)
      look.report(call.node, { taint: judged.seen.taint, message: 'This may be `nan`' });
  }),
});

export const documentRules: readonly PythonRule[] = [xmlEntities, callMarkup, csvFormula, nanOfInput];
