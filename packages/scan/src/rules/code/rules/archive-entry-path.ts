import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { resolved } from '../program/constant.ts';

const readers =
  /^(unzipper|unzip|node-unzip-2|yauzl|adm-zip|jszip|tar|tar-stream|node-stream-zip|zip-stream|unzip-stream|yauzl-promise)$/;

export const archiveEntryPath = codeRule({
  id: 'code/archive-entry-path',
  title: 'An archive says where its files are written',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-22'],
  kind: 'security',
  what: 'The name of an entry of an archive becomes the path of a written file without a test.',
  why: 'An entry called `../../home/app/.ssh/authorized_keys` is written there.',
  fix: 'Resolve the path and refuse entries that leave the target folder.',
  bad: [
    {
      'unzip.js':
        'const fs = require("fs");\nconst unzip = require("unzipper");\nfs.createReadStream("a.zip").pipe(unzip.Parse()).on("entry", (entry) => {\n  entry.pipe(fs.createWriteStream("out/" + entry.path));\n});\n',
    },
  ],
  good: [
    {
      'unzip.js':
        'const fs = require("fs");\nconst unzip = require("unzipper");\nfs.createReadStream("a.zip").pipe(unzip.Parse()).on("entry", (entry) => {\n  if (entry.path.includes("..")) return;\n  entry.pipe(fs.createWriteStream("out/" + entry.path));\n});\n',
    },
  ],
  references: ['https://security.snyk.io/research/zip-slip-vulnerability'],
  words: ['unzip', 'yauzl', 'adm-zip', 'jszip', 'tar-stream', 'node-stream-zip'],
  calls: [
    {
      of: ['createWriteStream', 'writeFile', 'writeFileSync', 'outputFile'].flatMap((name) => [
        `fs.${name}`,
        `fs.promises.${name}`,
        `fs/promises.${name}`,
        `fs-extra.${name}`,
      ]),
      look(call, look) {
        if (![...look.code.modules].some((name) => readers.test(name))) return;
        const [path] = call.arguments;
        const text = path ? pathText(path, look) : '';
        const entry =
          /\b(\w*(?:entry|header|file|zipObject)\w*)\.(path|name|fileName|entryName|relativePath)\b/i.exec(
            text,
          );
        const names = /\bfileName\b|\bentryName\b/.exec(text);
        if (!entry && !names) return;
        const before = look.file.text.slice(Math.max(0, call.start - 800), call.start);
        if (
          /includes\(\s*['"]\.\.|indexOf\(\s*['"]\.\.|startsWith\(|basename\(|relative\(|isSafe|sanitize/.test(
            before + text,
          )
        )
          return;
        look.report(call, `${look.quote(call)} writes where the archive says`);
      },
    },
  ],
});

/** The text a path is made of, its one definition included. */
function pathText(node: Node, look: Look): string {
  const value = resolved(look.code, node);
  return look.file.text.slice(value.start, value.end);
}
