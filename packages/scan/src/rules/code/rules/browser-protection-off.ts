import { isTestPath } from '../../../engine/test-path.ts';
import { codeRule } from '../code-rule.ts';
import { constantString, optionIn, resolved } from '../program/constant.ts';

const engines =
  /^(puppeteer|playwright|@playwright\/|chrome-launcher|karma|chrome-remote-interface|selenium-webdriver)/;

export const browserProtectionOff = codeRule({
  id: 'code/browser-protection-off',
  title: 'A browser on the server is started without its protections',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-693', 'CWE-489', 'CWE-306'],
  kind: 'security',
  what: 'Chromium is started with its sandbox or the same-origin policy off, or with its debugging port open to the network.',
  why: 'A page that breaks the renderer then has the rights of your process; whoever reaches the port reads every page and its cookies.',
  fix: 'Run as a user without rights so that the sandbox works, and talk to the browser through a pipe (`pipe: true`).',
  bad: [
    {
      'shot.js':
        'const puppeteer = require("puppeteer");\npuppeteer.launch({ args: ["--remote-debugging-address=0.0.0.0"] });\n',
    },
    {
      'pdf.js':
        'const { chromium } = require("playwright");\nchromium.launch({ args: ["--disable-web-security"] });\n',
    },
  ],
  good: [
    { 'shot.js': 'const puppeteer = require("puppeteer");\npuppeteer.launch({ args: ["--lang=de"] });\n' },
    {
      'test/page.js':
        'const puppeteer = require("puppeteer");\npuppeteer.launch({ args: ["--no-sandbox"] });\n',
    },
  ],
  references: ['https://pptr.dev/troubleshooting#setting-up-chrome-linux-sandbox'],
  words: [
    '--(?:no-sandbox|disable-web-security|remote-debugging|disable-site-isolation|allow-running-insecure-content)',
  ],
  calls: [
    {
      of: ['*.launch', '*.launchPersistentContext', '*.launchServer', 'chrome-launcher.launch'],
      look(call, look) {
        if (isTestPath(look.file.path) || ![...look.code.modules].some((module) => engines.test(module)))
          return;
        for (const options of call.arguments) {
          const args = optionIn(look.code, options, 'args') ?? optionIn(look.code, options, 'chromeFlags');
          const list = args ? resolved(look.code, args) : null;
          if (list?.type !== 'ArrayExpression') continue;
          for (const arg of list.elements) {
            const text = arg ? (constantString(look.code, arg) ?? look.quote(arg)) : '';
            if (arg && /^`?--remote-debugging-(address|port)/.test(text))
              look.report(arg, `${look.quote(arg)}: whoever reaches the port drives the browser`, {
                confidence: 'likely',
              });
            else if (
              arg &&
              /^--(no-sandbox|disable-web-security|disable-site-isolation|allow-running-insecure-content)/.test(
                text,
              )
            )
              look.report(arg, `${look.quote(arg)} takes a wall away`);
          }
        }
      },
    },
  ],
});
