import { hostJudged, isOwnHost } from '../fetched-address.ts';
import type { Value } from '../flow/value.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';

export const hostHeaderInAddress = pythonRule({
  id: 'python/host-header-in-address',
  title: 'Address made with the Host header',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-644', 'CWE-20'],
  kind: 'security',
  what: 'An address is put together with `request.host`, `get_host()` or the header `Host`.',
  why: 'Whoever asks chooses that header: a password reset mailed with such an address leads to their server.',
  fix: 'Take the name of the site from the configuration; set `ALLOWED_HOSTS` (Django) or `trusted_hosts` (Flask).',
  bad: [
    example(
      'from flask import request',
      'def reset(mail):',
      '    send(mail, "https://" + request.host + "/reset")',
    ),
  ],
  good: [
    example('from flask import url_for', 'def reset(mail):', '    send(mail, SITE + url_for("reset"))'),
    example('from flask import request', 'def is_own():', '    return request.host in hosts'),
  ],
  references: ['https://flask.palletsprojects.com/en/stable/config/#TRUSTED_HOSTS'],
  ofRequests: true,
  words: /https?:\/\/|\bhost_url\b|\burl_root\b/,
  assigned(_target, value, node, _inside, look) {
    reportHostHeader(value, node.children.at(-1) ?? node, look);
  },
  returned(value, node, _inside, look) {
    reportHostHeader(value, node, look);
  },
  calls: {
    '*': (call, look) => {
      for (const { value, node } of call.arguments) reportHostHeader(value, node, look);
    },
  },
});

function reportHostHeader(value: Value, node: Parameters<Look['report']>[0], look: Look): void {
  const judged = hostJudged(value);
  if (!judged || !isOwnHost(value)) return;
  look.report(node, { ...judged.seen, confidence: 'review', message: 'Whoever asks chooses this host' });
}
