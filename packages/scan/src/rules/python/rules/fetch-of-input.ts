import { fetching, fetchingMethods, hostIsFree } from '../fetched-address.ts';
import { type Call, givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const fetchOfInput = pythonRule({
  id: 'python/fetch-of-input',
  title: 'Address to fetch chosen from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-918'],
  kind: 'security',
  what: '`requests`, `urllib`, `httpx` or `aiohttp` fetch an address whose host is part of a request.',
  why: 'The server fetches what only it can reach: the metadata of the cloud, databases, other machines of the network.',
  fix: 'Choose the host from a list of your own; where any host must be allowed, resolve it and refuse private addresses, and follow no redirects.',
  bad: [
    example(
      'import requests',
      'from flask import request',
      'def preview():',
      '    return requests.get(request.args["url"]).text',
    ),
    example(
      'import requests',
      'from flask import request',
      'def preview():',
      '    return requests.get("https://" + request.args["host"] + "/logo.png").text',
    ),
  ],
  good: [
    example(
      'import requests',
      'from flask import request',
      'def preview():',
      '    return requests.get("https://api.example.org/items/" + request.args["id"]).text',
    ),
    example('import requests', 'def preview(url):', '    return requests.get(url).text'),
  ],
  references: ['https://owasp.org/www-community/attacks/Server_Side_Request_Forgery'],
  ofRequests: true,
  words: /\b(requests|urllib\w*|urlopen|urlretrieve|httpx|aiohttp|pycurl|httplib2?)\b/,
  calls: forEach(fetchingMethods, (call: Call, look: Look) => {
    if (!fetching.test(call.name)) return;
    const address = givenValue(call, call.method === 'request' || call.method === 'stream' ? 1 : 0, 'url');
    const judged = judgeOutside(address, 'web');
    if (!judged || !hostIsFree(address)) return;
    look.report(call.node, { ...judged.seen, message: `Where this is sent to ${judged.whence}` });
  }),
});
