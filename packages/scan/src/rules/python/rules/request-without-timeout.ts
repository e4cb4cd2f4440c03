import { isTestPath } from '../../../engine/test-path.ts';
import { argument, type Call, hasSpread } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const asking = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

export const requestWithoutTimeout = pythonRule({
  id: 'python/request-without-timeout',
  title: 'Request that may wait for ever',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-400'],
  kind: 'functionality',
  what: '`requests` asks without `timeout`, or `requests` and `httpx` with `timeout=None`.',
  why: 'A server that accepts and never answers holds the worker until somebody restarts it; a few hold the service.',
  fix: 'Say how long to wait: `requests.get(address, timeout=10)`.',
  aliases: ['B113', 'S113'],
  bad: [
    example('import requests', 'requests.get("https://example.org/")'),
    example('import httpx', 'httpx.get("https://example.org/", timeout=None)'),
  ],
  good: [
    example('import requests', 'requests.get("https://example.org/", timeout=10)'),
    example('import httpx', 'httpx.get("https://example.org/")'),
  ],
  references: ['https://requests.readthedocs.io/en/stable/user/advanced/#timeouts'],
  words: /\b(import|from)\s{1,9}(requests|httpx)\b/,
  calls: forEach([...asking, 'Client', 'AsyncClient'], (call: Call, look: Look) => {
    const library = /^(requests|httpx)\.\w+$/.exec(call.name)?.[1];
    // A test that hangs is seen by those who run it.
    if (library === undefined || hasSpread(call) || isTestPath(look.file.path)) return;
    const given = argument(call, -1, 'timeout');
    const isEndless = given ? look.textOf(given.node) === 'None' : library === 'requests';
    if (isEndless) look.report(call.node, { message: 'Nothing ends this but an answer' });
  }),
});
