import { isClear } from '../clear-address.ts';
import { argument, type Call, givenValue, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const fetchInClear = pythonRule({
  id: 'python/fetch-in-clear',
  title: 'Fetched without encryption',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'An address with `http://` or `ftp://` is fetched.',
  why: 'Whoever is on the way reads and changes what comes.',
  fix: 'Write `https://`.',
  bad: [example('import urllib.request', 'urllib.request.urlopen("http://example.org/data.json")')],
  good: [
    example('import urllib.request', 'urllib.request.urlopen("https://example.org/data.json")'),
    example('import urllib.request', 'urllib.request.urlopen("http://localhost:8000/")'),
  ],
  words: /\b(http|ftp):\/\/|\bHTTPConnection(Pool)?\b|\brequire_encryption\b/,
  calls: {
    ...forEach(
      [
        'urlopen',
        'urlretrieve',
        'Request',
        'open',
        'retrieve',
        'get',
        'post',
        'put',
        'patch',
        'delete',
        'head',
        'request',
        'options',
      ],
      (call: Call, look: Look) => {
        if (
          !/^(requests|httpx|urllib|requests\.(Session|session)\(\)|urllib\.request\.\w+\(\)|urllib\.URLopener\(\)|urllib2?)(\.\w+)*$/.test(
            call.name.replaceAll('()', ''),
          )
        )
          return;
        const isAfterMethod = call.method === 'request' || call.name === 'requests.Request';
        const value = givenValue(call, isAfterMethod ? 1 : 0, isAfterMethod ? 'url' : 'fullurl');
        const address = argument(call, -1, 'url')?.value ?? value;
        const known = address.text ?? (address.prefix || (address.fallback?.text ?? ''));
        if (isClear(known))
          look.report(call.node, {
            message: `\`${known.slice(0, 60)}\` can be read and changed on the way`,
          });
      },
    ),
    // Dask's workers and scheduler.
    Security(call, look) {
      if (isKeyword(call, 'require_encryption', 'False', look.textOf))
        look.report(call.node, { message: 'Connections need not be encrypted' });
    },
    ...forEach(['HTTPConnectionPool', 'HTTPConnection'], (call: Call, look: Look) => {
      if (!/^(urllib3|http\.client|httplib|six\.moves\.http_client)\./.test(call.name)) return;
      const host = givenValue(call, 0, 'host').text;
      if (host !== null && isClear(`http://${host}`))
        look.report(call.node, { message: 'This connection is not encrypted' });
    }),
  },
});
