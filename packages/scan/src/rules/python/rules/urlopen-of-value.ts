import { type Call, givenValue } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const urlopenOfValue = pythonRule({
  id: 'python/urlopen-of-value',
  title: '`urlopen` of an address that may name a file',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-939'],
  kind: 'security',
  what: '`urllib` opens an address whose beginning is not in the code.',
  why: 'It opens `file:///etc/passwd` and `ftp://` as willingly as `https://`.',
  fix: 'Check that the address begins with `https://`, or use `requests` or `httpx`, which open nothing else.',
  aliases: ['B310', 'S310'],
  bad: [
    example(
      'from urllib.request import urlopen',
      'def fetch(address):',
      '    return urlopen(address).read()',
    ),
  ],
  good: [
    example('from urllib.request import urlopen', 'urlopen("https://example.org/")'),
    example(
      'from urllib.request import urlopen',
      'def fetch(name):',
      '    return urlopen("https://example.org/" + name).read()',
    ),
    example(
      'from urllib.request import urlopen',
      'def fetch(address):',
      '    if not address.startswith("https://"):',
      '        raise ValueError(address)',
      '    return urlopen(address).read()',
    ),
  ],
  references: ['https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen'],
  words: /\burl(lib2?|open|retrieve)\b/,
  calls: forEach(['urlopen', 'urlretrieve', 'open', 'retrieve'], (call: Call, look: Look) => {
    if (!/^(six\.moves\.)?urllib2?\./.test(call.name)) return;
    const { text, prefix, harmless } = givenValue(call, 0, call.method === 'open' ? 'fullurl' : 'url');
    const beginning = text ?? prefix;
    if (harmless || /^(https?|ftp|data):/i.test(beginning)) return;
    if (call.arguments[0] && !/urllib2?\.(request\.)?Request\(\)$/.test(call.arguments[0].value.name))
      look.report(call.node, { message: 'This opens whatever scheme the address names' });
  }),
});
