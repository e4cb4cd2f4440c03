import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { resolved } from '../program/constant.ts';

const modules =
  /^(puppeteer(-core|-extra)?|playwright(-core|-chromium|-firefox|-webkit)?|@playwright\/test|phantom|node-phantom|chrome-remote-interface|wkhtmltopdf|wkhtmltoimage|html-pdf|puppeteer-cluster)$/;

const browserWords = [
  'puppeteer',
  'playwright',
  'phantom',
  'chrome-remote-interface',
  'wkhtmlto',
  'html-pdf',
];

const drives = (_call: Node, look: Look): boolean =>
  [...look.code.modules].some((name) => modules.test(name));

export const browserAutomation = flowRule({
  id: 'code/browser-automation',
  title: 'A browser on the server opens what a value says',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-918'],
  kind: 'security',
  what: 'Puppeteer, Playwright, PhantomJS, the DevTools protocol or wkhtmltopdf is given an address, a page or a script from outside. A parameter of a function is for review.',
  why: 'That browser stands inside your network and reads its files and services for whoever tells it where to go.',
  fix: 'Allow only addresses from a list, give pages as escaped text, and pass values to `evaluate` as arguments.',
  bad: [
    {
      'shot.js':
        'const puppeteer = require("puppeteer");\napp.get("/", async (req, res) => {\n  const page = await (await puppeteer.launch()).newPage();\n  await page.goto(req.query.url);\n  res.end(await page.screenshot());\n});\n',
    },
    {
      'pdf.js':
        'const wkhtmltopdf = require("wkhtmltopdf");\napp.post("/", (req, res) => wkhtmltopdf(req.body.html).pipe(res));\n',
    },
  ],
  good: [
    {
      'shot.js':
        'const puppeteer = require("puppeteer");\nasync function shot(page) {\n  await page.goto("https://example.org/");\n  await page.evaluate((x) => x + 1, 2);\n}\n',
    },
    { 'list.js': 'app.get("/", (req) => router.goto(req.query.url));\n' },
    {
      'test/page.js':
        'const { chromium } = require("playwright");\nasync function open(page) {\n  await page.goto(address());\n}\n',
    },
  ],
  words: browserWords,
  wordsAlone: browserWords,
  purpose: 'url',
  also: ['parameter'],
  sinks: [
    {
      of: [
        '*.goto',
        '*.setContent',
        '*.evaluate',
        '*.evaluateHandle',
        '*.evaluateOnNewDocument',
        '*.evaluateJavaScript',
        '*.addInitScript',
        '*.addScriptTag',
        '*.openUrl',
        '*.open',
        '*.$eval',
      ],
      when: drives,
    },
    // Of PhantomJS: `page.property('content', html)`.
    { of: ['*.property', '*.setProperty'], args: [1], when: drives },
    {
      of: ['*.navigate', '*.setDocumentContent', '*.compileScript', '*.evaluate', '*.printToPDF'],
      options: ['url', 'html', 'expression', 'headerTemplate', 'footerTemplate'],
      when: drives,
    },
    {
      of: ['*.evaluate', '*.evaluateOnNewDocument', '*.addInitScript'],
      args: [1],
      when: (_call, look) => [...look.code.modules].some((name) => /^(phantom|playwright)/.test(name)),
    },
    {
      of: [
        'wkhtmltopdf',
        'wkhtmltoimage',
        'wkhtmltoimage.generate',
        'wkhtmltopdf.generate',
        'html-pdf.create',
      ],
    },
  ],
  harm: 'is opened by a browser on the server',
  // Tests drive browsers, too, to pages of their own.
  unknown: (value, look) =>
    resolved(look.code, value).type === 'CallExpression' &&
    !/url|URL|path|file|template|render|html|read/.test(look.quote(value))
      ? `what ${look.quote(value)} gives is opened by a browser on the server`
      : null,
});
