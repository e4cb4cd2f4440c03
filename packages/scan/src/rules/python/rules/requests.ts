import { isTestPath } from '../../../engine/test-path.ts';
import { argument, type Call, givenValue, hasSpread } from '../flow/call.ts';
import type { Taint, Value } from '../flow/value.ts';
import { type Judgement, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const fetching =
  /^(requests(\.api|\.sessions)?|requests\.(Session|session)\(\)|httpx(\.(Async)?Client\(\))?|aiohttp(\.ClientSession\(\))?|session|client|urllib3\.PoolManager\(\)|http|urllib[23]?(\.request)?|urllib\.request\.\w+\(\)|six\.moves\.urllib\.request|pycurl\.Curl\(\)|httplib2?\.Http\(\))\.(get|post|put|patch|delete|head|options|request|stream|urlopen|urlretrieve|open|Request|retrieve|URLopener)$/;

/** Whether the host of an address made from outside input is the sender's to choose. */
function hostIsFree(value: Value): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(value.prefix) && !/^\/[^/]/.test(value.prefix);
}

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
  calls: forEach(
    [
      'get',
      'post',
      'put',
      'patch',
      'delete',
      'head',
      'options',
      'request',
      'stream',
      'urlopen',
      'urlretrieve',
      'open',
      'Request',
      'retrieve',
    ],
    (call: Call, look: Look) => {
      if (!fetching.test(call.name)) return;
      const address = givenValue(call, call.method === 'request' || call.method === 'stream' ? 1 : 0, 'url');
      const judged = judgeOutside(address, 'web');
      if (!judged || !hostIsFree(address)) return;
      look.report(call.node, { ...judged.seen, message: `Where this is sent to ${judged.whence}` });
    },
  ),
});

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

/** Of an address that has part of a request where its host stands. */
const hostJudged = (value: Value): Judgement | null =>
  value.built && /[a-z]:\/\/[^/?#\s"'<>]*$/i.test(value.prefix) ? judgeOutside(value, 'web') : null;

const isOwnHost = ({ taint }: Value): boolean =>
  /request\.(host|headers|META|get_host|host_url|url_root)\b/.test(firstStep(taint)) &&
  /\bhost/i.test(firstStep(taint));

export const hostHeader = pythonRule({
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

function firstStep(taint: Taint | null): string {
  let first = taint?.step ?? null;
  while (first?.before) first = first.before;
  return first?.message ?? '';
}

const redirecting =
  /(^|\.)(redirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|HTTPFound|HTTPSeeOther|HTTPMovedPermanently|HTTPTemporaryRedirect)$/;

export const redirectToInput = pythonRule({
  id: 'python/redirect-to-input',
  title: 'Redirect to an address from a request',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-601'],
  kind: 'security',
  what: 'The target of a redirect is part of the request.',
  why: 'A link to your site leads to somebody else’s, where people type their password.',
  fix: 'Redirect to names of your own (`url_for`, `reverse`), or check with `url_has_allowed_host_and_scheme`.',
  bad: [
    example(
      'from flask import request, redirect',
      'def after():',
      '    return redirect(request.args["next"])',
    ),
  ],
  good: [
    example(
      'from flask import request, redirect, url_for',
      'def after():',
      '    return redirect(url_for("home", tab=request.args["tab"]))',
    ),
    example(
      'from flask import request, redirect',
      'def after():',
      '    return redirect("/bugs/" + request.args["id"])',
    ),
    example(
      'from django.utils.http import url_has_allowed_host_and_scheme',
      'def after(request):',
      '    to = request.GET["next"]',
      '    if not url_has_allowed_host_and_scheme(to, None):',
      '        to = "/"',
      '    return redirect(to)',
    ),
  ],
  ofRequests: true,
  words:
    /\b(redirect|HttpResponse\w*Redirect|RedirectResponse|HTTP(Found|SeeOther|MovedPermanently|TemporaryRedirect))\b/,
  calls: forEach(
    [
      'redirect',
      'HttpResponseRedirect',
      'HttpResponsePermanentRedirect',
      'RedirectResponse',
      'HTTPFound',
      'HTTPSeeOther',
      'HTTPMovedPermanently',
      'HTTPTemporaryRedirect',
    ],
    (call: Call, look: Look) => {
      if (!redirecting.test(call.name)) return;
      const target = argument(call, 0, 'location') ?? argument(call, 0, 'url') ?? argument(call, 0, 'to');
      const judged = target && judgeOutside(target.value, 'web');
      if (!judged || !hostIsFree(target.value) || isOwnAddress(judged.seen.taint)) return;
      look.report(call.node, { ...judged.seen, message: `Where this leads to ${judged.whence}` });
    },
  ),
});

/** The address of the request itself stays on this site. */
const isOwnAddress = (taint: Taint | null): boolean =>
  /request\.(path|full_path|get_full_path|path_info|url|base_url|get_host|build_absolute_uri)\b/.test(
    firstStep(taint),
  );

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

export const requestRules: readonly PythonRule[] = [
  requestWithoutTimeout,
  fetchOfInput,
  hostOfInput,
  hostHeader,
  redirectToInput,
  urlopenOfValue,
];
