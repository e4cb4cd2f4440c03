import { codeRule } from '../code-rule.ts';
import { isFalse, isTrue, optionIn } from '../program/constant.ts';

const bad: Readonly<Record<string, boolean>> = {
  nodeIntegration: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
  contextIsolation: false,
  webSecurity: false,
  sandbox: false,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  enableRemoteModule: true,
};

export const electronSettings = codeRule({
  id: 'code/electron-settings',
  title: 'A window of Electron lets its page out',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-1188', 'CWE-693'],
  kind: 'security',
  what: '`webPreferences` switch a protection off: `nodeIntegration`, `contextIsolation: false`, `webSecurity: false`, `allowRunningInsecureContent`.',
  why: 'One script injected into the page then reads files and runs programs of the user.',
  fix: 'Leave the defaults, and offer single functions through `contextBridge`.',
  bad: [
    {
      'main.js':
        'const { BrowserWindow } = require("electron");\nnew BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } });\n',
    },
  ],
  good: [
    {
      'main.js':
        'const { BrowserWindow } = require("electron");\nnew BrowserWindow({ webPreferences: { preload } });\n',
    },
  ],
  references: ['https://www.electronjs.org/docs/latest/tutorial/security'],
  words: ['webPreferences'],
  calls: [
    {
      of: [
        'electron.BrowserWindow',
        'electron.BrowserView',
        'electron.WebContentsView',
        'BrowserWindow',
        'electron.remote.BrowserWindow',
      ],
      look(call, look) {
        const preferences = call.arguments[0]
          ? optionIn(look.code, call.arguments[0], 'webPreferences')
          : null;
        if (!preferences) return;
        for (const [name, is] of Object.entries(bad)) {
          const value = optionIn(look.code, preferences, name);
          if (value && (is ? isTrue(look.code, value) : isFalse(look.code, value)))
            look.report(
              value,
              `\`${name}: ${is}\` lets the page reach the machine`,
              /sandbox|experimental/.test(name) ? { severity: 'medium' } : {},
            );
        }
      },
    },
  ],
});
