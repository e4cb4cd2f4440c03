import { flowRule } from '../flow-rule.ts';

export const externalOfInput = flowRule({
  id: 'code/external-of-input',
  title: 'Electron opens what a page asks for',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-78', 'CWE-601'],
  kind: 'security',
  what: '`shell.openExternal` or `openPath` gets an address from a page or a message. A parameter of a function is for review.',
  why: 'The system opens any scheme: a file on a share is a program that runs.',
  fix: 'Parse it and allow `https:` alone.',
  bad: [
    {
      'main.js':
        'const { ipcMain, shell } = require("electron");\nipcMain.handle("open", (event, url) => shell.openExternal(url));\n',
    },
  ],
  good: [
    { 'main.js': 'const { shell } = require("electron");\nshell.openExternal("https://example.org");\n' },
    {
      'main.js':
        'const { ipcMain, shell } = require("electron");\nipcMain.handle("open", (event, url) => {\n  if (!url.startsWith("https://example.org/")) return;\n  shell.openExternal(url);\n});\n',
    },
  ],
  words: ['openExternal', 'openPath'],
  purpose: 'url',
  also: ['parameter'],
  sinks: [{ of: ['electron.shell.openExternal', 'electron.shell.openPath', 'shell.openExternal'] }],
  harm: 'is opened by the system',
});
