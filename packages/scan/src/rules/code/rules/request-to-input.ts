import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';

const verbs = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'request',
  'del',
  'stream',
  'concat',
  'read',
  'loadImage',
];
const clients = [
  'axios',
  'got',
  'needle',
  'superagent',
  'request',
  'request-promise',
  'request-promise-native',
  'ky',
  'bent',
  'phin',
  'undici',
  'http',
  'https',
  'http2',
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'urllib',
  'wreck',
  '@hapi/wreck',
  'axios.default',
  'make-fetch-happen',
  'unirest',
  'axios.create()',
  'got.extend()',
  'request.defaults()',
  'ofetch',
  'ofetch.ofetch',
  'wretch',
  'popsicle',
  'simple-get',
  'hyperquest',
  'r2',
  'flashheart',
  'centra',
  'download',
  'open-graph-scraper',
  'metascraper',
  'link-preview-js.getLinkPreview',
  'jimp',
  'jimp.Jimp',
  'canvas',
];

export const requestToInput = flowRule({
  id: 'code/request-to-input',
  title: 'The server asks an address from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-918'],
  kind: 'security',
  what: 'The address of a request that the server makes, host included, comes from outside.',
  why: 'The server reaches what the attacker cannot: the cloud’s metadata, databases, other services. It fetches their answers for them.',
  fix: 'Write the host out and take the path only, or compare the parsed host with a list. Refuse private addresses after name resolution, and do not follow redirects.',
  bad: [
    {
      'proxy.js':
        'const axios = require("axios");\napp.get("/", async (req, res) => res.json((await axios.get(req.query.url)).data));\n',
    },
    {
      'proxy.mjs':
        'export async function GET(request) {\n  const { searchParams } = new URL(request.url);\n  return fetch(`https://${searchParams.get("host")}/status`);\n}\n',
    },
    {
      'old.js':
        'const request = require("request");\napp.post("/", (req, res) => {\n  const options = { uri: req.body.hook, method: "POST" };\n  request(options, (error, answer) => res.json(answer));\n});\n',
    },
  ],
  good: [
    {
      'proxy.js':
        'const axios = require("axios");\napp.get("/", (req) => axios.get(`https://api.example.org/users/${req.query.id}`));\n',
    },
    {
      'proxy.js':
        'const axios = require("axios");\nconst base = process.env.API;\napp.get("/", (req) => axios.get(base + "/users/" + req.query.id));\n',
    },
    {
      'proxy.js':
        'app.get("/", (req, res) => {\n  const url = new URL(req.query.url);\n  if (!["a.example.org"].includes(url.hostname)) return res.sendStatus(400);\n  return fetch(url);\n});\n',
    },
    { 'app.js': 'const request = require("supertest");\nrequest(app).get("/");\n' },
  ],
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  words: [
    '\\bfetch\\b',
    '\\bhttps?\\s*\\.\\s*(?:get|request)\\b',
    '["\\\'](?:node:)?https?["\\\']',
    '\\b(?:axios|got|needle|superagent|ky|undici|bent|phin|urllib|wreck|unirest)\\b',
    '["\\\']request',
    'HttpService',
    '["\'](?:node:)?(?:net|tls)["\']',
    '["\\\'](?:ofetch|wretch|popsicle|simple-get|hyperquest|r2|centra|download|open-graph-scraper|metascraper|link-preview-js|jimp|canvas|ws)["\\\']',
  ],
  purpose: 'url',
  sinks: [
    {
      of: [
        'fetch',
        ...clients,
        ...clients.flatMap((client) => verbs.map((verb) => `${client}.${verb}`)),
        'undici.fetch',
        'undici.stream',
        'undici.pipeline',
        'needle',
        'http2.connect',
        'axios.Axios.request',
        'ky.default',
      ],
      options: ['url', 'uri', 'baseURL', 'host', 'hostname', 'href'],
      when: isServer,
    },
    { of: ['needle', 'needle.request', 'superagent'], args: [1], when: isServer },
    { of: ['ws', 'ws.WebSocket'], when: isServer },
    {
      of: ['net.connect', 'net.createConnection', 'tls.connect', 'net.Socket().connect'],
      args: [0, 1],
      options: ['host'],
    },
    {
      of: ['*.get', '*.post', '*.put', '*.request'],
      when: (_, __, name) => /HttpService\(\)\.|^this\.(httpService|http|axios)\./.test(name),
    },
  ],
  harm: 'is the address the server asks',
});

/** In a browser the page itself fetches, from where its user could anyway. */
function isServer(_call: Node, look: Look): boolean {
  return !/\b(document\.(getElement|querySelector|createElement)|window\.location|useState\()/.test(
    look.file.text,
  );
}
