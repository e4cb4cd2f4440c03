import { codeRule } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';

export const publicRoot = codeRule({
  id: 'code/public-root',
  title: 'The program itself, or a listing of files, is served',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-548', 'CWE-552'],
  kind: 'security',
  what: '`express.static` serves the root of the program or of the disk, or `serve-index` lists a folder.',
  why: 'Sources, `.env`, the lockfile and uploads can be fetched; a listing even names them.',
  fix: 'Serve a folder of its own that holds nothing but public files, without a listing.',
  bad: [
    {
      'app.js':
        'const express = require("express");\nconst app = express();\napp.use(express.static(__dirname));\n',
    },
    { 'app.js': 'const index = require("serve-index");\napp.use("/ftp", index("ftp"));\n' },
  ],
  good: [
    {
      'app.js':
        'const express = require("express");\nconst app = express();\napp.use(express.static("public"));\n',
    },
  ],
  words: ['\\.static\\s*\\(', 'serve-index', 'serve-static'],
  calls: [
    {
      of: ['express.static', 'serve-static', 'express().static'],
      look(call, look) {
        const [folder] = call.arguments;
        if (!folder) return;
        const path =
          folder.type === 'Identifier' && folder.name === '__dirname'
            ? '.'
            : constantString(look.code, folder);
        if (path !== null && /^(\.|\.\/|\/|~|\.\.|\.\.\/)$/.test(path))
          look.report(call, `${look.quote(call)} serves everything there`);
      },
    },
    {
      of: ['serve-index'],
      look(call, look) {
        look.report(call, `${look.quote(call)} lists the files of a folder`);
      },
    },
  ],
});
