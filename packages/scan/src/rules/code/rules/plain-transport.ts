import { codeRule } from '../code-rule.ts';
import { constantString, isFalse, leadingText, optionIn, resolved } from '../program/constant.ts';

const local =
  /^(?:https?|wss?|ftp):\/\/(localhost|127\.|0\.0\.0\.0|\[?::1|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|host\.docker|[\w-]+(:\d+)?(\/|$)|[^/]*\.(local|internal|test|example|localhost|svc)([:/]|$)|$)/i;

export const plainTransport = codeRule({
  id: 'code/plain-transport',
  title: 'Data is sent without encryption',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-319', 'CWE-502'],
  kind: 'security',
  what: 'A request goes to an `http:`, `ws:` or `ftp:` address of another host, or gRPC is used with `createInsecure`.',
  why: 'Everybody on the way reads it, and changes the answer.',
  fix: 'Use `https:`, `wss:`, SFTP, `createSsl`.',
  bad: [
    { 'call.js': 'fetch("http://shop.example.com/api");\n' },
    {
      'own.js': 'const scheme = "ws://";\nconst socket = new WebSocket(scheme + location.host + "/feed");\n',
    },
    { 'ws.js': 'const socket = new WebSocket("ws://chat.example.com");\n' },
    { 'rpc.js': 'const grpc = require("grpc");\ngrpc.credentials.createInsecure();\n' },
  ],
  good: [
    { 'call.js': 'fetch("https://shop.example.com/api");\n' },
    { 'call.js': 'fetch("http://localhost:3000/api");\n' },
    { 'ns.js': 'document.createElementNS("http://www.w3.org/2000/svg", "svg");\n' },
  ],
  words: [
    '(?:\\(|[:=])\\s*["\\\'`](?:http|ws)://(?!localhost\\b|127\\.|www\\.w3\\.org|json-schema\\.org)',
    '["\\\'](?:ftp|jsftp|basic-ftp|promise-ftp)["\\\']',
    'createInsecure',
    '["\'`]wss?:',
    '["\']telnet',
  ],
  calls: [
    {
      of: [
        'fetch',
        'axios',
        'got',
        'request',
        'node-fetch',
        'needle',
        'superagent',
        'http',
        'https',
        'ky',
        'undici',
        'request-promise',
        'request-promise-native',
        'axios.default',
        'axios.create()',
        'got.default',
        'superagent.default',
        'node-rest-client.Client()',
        'restler',
        'unirest',
        'cross-fetch',
        'isomorphic-fetch',
        'phin',
        'bent',
        'wreck',
        'ofetch',
        '$fetch',
        'http2',
      ]
        .flatMap((name) => [
          name,
          ...['get', 'post', 'put', 'patch', 'delete', 'head', 'request', 'options'].map(
            (verb) => `${name}.${verb}`,
          ),
        ])
        .concat(
          'XMLHttpRequest().open',
          'window.XMLHttpRequest().open',
          'axios.create',
          'got.extend',
          'request.defaults',
          'http2.connect',
          'navigator.sendBeacon',
          'window.navigator.sendBeacon',
          'EventSource',
          ...['$', 'jQuery', 'jquery'].flatMap((name) =>
            ['ajax', 'get', 'post', 'getJSON', 'getScript', 'load'].map((verb) => `${name}.${verb}`),
          ),
        ),
      look(call, look) {
        for (const arg of call.arguments.slice(0, 2)) {
          const url =
            optionIn(look.code, arg, 'url') ??
            optionIn(look.code, arg, 'uri') ??
            optionIn(look.code, arg, 'baseURL') ??
            optionIn(look.code, arg, 'prefixUrl') ??
            arg;
          const text = constantString(look.code, url) ?? leadingText(look.code, resolved(look.code, url));
          if (/^http:\/\//i.test(text) && !local.test(text))
            return look.report(call, `${look.quote(url)} goes in the clear`);
        }
      },
    },
    {
      of: [
        'telnet-client',
        'telnet-client.Telnet',
        'telnet-client.TelnetSocket',
        'telnet.createServer',
        'telnet-stream.TelnetSocket',
      ],
      look(call, look) {
        look.report(call, 'Telnet sends names and passwords in the clear');
      },
    },
    {
      of: [
        'WebSocket',
        'ws',
        'ws.WebSocket',
        'websocket.w3cwebsocket',
        'websocket.client().connect',
        'socket.io-client',
        'isomorphic-ws',
      ],
      look(call, look) {
        const [url] = call.arguments;
        if (!url) return;
        const address = resolved(look.code, url);
        const text = constantString(look.code, address) ?? leadingText(look.code, address);
        // The page's own host, reached without TLS whatever the page itself was.
        const isOwn = /location\.host/.test(look.file.text.slice(address.start, address.end));
        if (/^ws:\/\//i.test(text) && (isOwn || !local.test(text)))
          look.report(call, `${look.quote(call)} goes in the clear`);
      },
    },
    {
      of: [
        'grpc.credentials.createInsecure',
        '@grpc/grpc-js.credentials.createInsecure',
        'grpc.ServerCredentials.createInsecure',
        '@grpc/grpc-js.ServerCredentials.createInsecure',
        '*.createInsecure',
      ],
      look(call, look) {
        look.report(call, 'the calls go in the clear');
      },
    },
    {
      of: [
        'ftp().connect',
        'ftp.Client().connect',
        'jsftp',
        'basic-ftp.Client().access',
        'promise-ftp().connect',
      ],
      look(call, look) {
        const [options] = call.arguments;
        const secure = options ? optionIn(look.code, options, 'secure') : null;
        if (secure && !isFalse(look.code, secure)) return;
        look.report(call, 'FTP sends names and passwords in the clear');
      },
    },
  ],
});
