import { fetching, hostJudged, isOwnHost } from '../fetched-address.ts';
import type { Value } from '../flow/value.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';

export const hostOfInput = pythonRule({
  id: 'python/host-of-input',
  title: 'Address whose host is part of a request',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-918'],
  kind: 'security',
  what: 'An address is put together with part of a request where its host stands.',
  why: 'Wherever it is fetched, the sender chooses which machine answers.',
  fix: 'Choose the host from a list of your own.',
  bad: [
    example(
      'from flask import request',
      'def api():',
      '    url = "https://%s/v1" % request.args["region"]',
      '    return call(url)',
    ),
  ],
  good: [
    example(
      'from flask import request',
      'def api():',
      '    url = "https://api.example.org/%s" % request.args["id"]',
      '    return call(url)',
    ),
  ],
  ofRequests: true,
  words: /https?:\/\//,
  assigned(_target, value, node, _inside, look) {
    reportHost(value, node.children.at(-1) ?? node, look);
  },
  returned(value, node, _inside, look) {
    reportHost(value, node, look);
  },
  calls: {
    '*': (call, look) => {
      if (fetching.test(call.name)) return;
      for (const { value, node } of call.arguments) reportHost(value, node, look);
    },
  },
});

function reportHost(value: Value, node: Parameters<Look['report']>[0], look: Look): void {
  const judged = hostJudged(value);
  if (!judged || isOwnHost(value)) return;
  look.report(node, {
    ...judged.seen,
    confidence: 'review',
    message: `The host of this address ${judged.whence}`,
  });
}
