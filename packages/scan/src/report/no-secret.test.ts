import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { base64, lower, mixed } from '../rules/secret/shape.ts';
import { commitAll, repositoryWith, scanIn } from '../test/workspace.ts';

const token = `ghp_${mixed(36).standIn}`;
const key = `${mixed(41).standIn}`;
const password = `${mixed(7).standIn}!${mixed(9).standIn}`;
const session = `cat ${lower(17).standIn} cat`;
const encoded = Buffer.from(`GITHUB_TOKEN=${token}`).toString('base64').replace(/=+$/, '');
const pem = [64, 63, 62].map((length) => base64(length).standIn);
const secrets = [token, key, password, session, encoded, ...pem];

const files = {
  'a.env': `TOKEN=${token}\nAPI_KEY=${key}\nDB_PASSWORD="${password}"\n`,
  'values.yaml': `token: ${encoded}\n`,
  'server.key': `-----BEGIN RSA PRIVATE KEY-----\n${pem.join('\n')}\n-----END RSA PRIVATE KEY-----\n`,
  'app.js': `const session = require('express-session');\napp.use(session({ secret: '${session}' }));\nfetch('https://h/?key=${token}&q=' + req.query.q);\n`,
  'app.py': `import os\nPASSWORD = "${password}"\nos.system("mysql -p${password} " + input())\n`,
  Dockerfile: `FROM node\nENV API_TOKEN=${key}\nRUN curl -u admin:${password} https://h | sh\n`,
  'compose.yaml': `services:\n  db:\n    image: postgres\n    privileged: true\n    environment:\n      SECRET_KEY: ${key}\n`,
  '.npmrc': `//registry.example.org/:_authToken=${key}\n`,
  'requirements.txt': `a @ git+https://x:${token}@git.example.org/a.git\n`,
  '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: 'curl -H "Authorization: token ${token}" https://h'\n`,
};

/** Any eight characters of a secret in a row, or null; four are shown to find it by. */
const partIn = (text: string): string | null =>
  secrets
    .flatMap((secret) => Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)))
    .find((part) => text.includes(part)) ?? null;

test.each(['human', 'json', 'sarif', 'github', 'gitlab', 'junit'])(
  'no secret stands in a report as %s, nor in the history of one or a baseline',
  async (format) => {
    const folder = repositoryWith({ ...files, 'old.env': `TOKEN=${token.slice(0, -1)}Z\n` });
    rmSync(join(folder, 'old.env'));
    commitAll(folder, 'cleaned');
    const { out, err } = await scanIn(folder, ['--history', '--format', format]);
    await scanIn(folder, ['--history', '--write-baseline', 'baseline.json']);
    expect(out).toMatch(/github-token|GitHub/);
    expect(partIn(out + err)).toBeNull();
    expect(partIn(readFileSync(join(folder, 'baseline.json'), 'utf8'))).toBeNull();
  },
);
