import { type Call, givenValue } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const temporaryName = pythonRule({
  id: 'python/temporary-name',
  title: 'Temporary file by a name that others can guess',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-377'],
  kind: 'security',
  what: '`tempfile.mktemp`, `os.tempnam`, or a fixed name below `/tmp` that is written.',
  why: 'Somebody else on the machine makes a file or link of that name first, and your program writes where they want.',
  fix: 'Use `tempfile.NamedTemporaryFile` or `mkstemp`, which make the file at once.',
  aliases: ['B306', 'B325', 'B108', 'S306', 'S108'],
  bad: [example('import tempfile', 'name = tempfile.mktemp()'), example('open("/tmp/report.txt", "w")')],
  good: [
    example('import tempfile', 'with tempfile.NamedTemporaryFile() as f:', '    f.write(b"x")'),
    example('open("/tmp/report.txt")'),
  ],
  words: /\b(mktemp|tempnam|tmpnam)\b|["']\/(var\/tmp|tmp|dev\/shm)\//,
  calls: {
    ...forEach(['mktemp', 'tempnam', 'tmpnam'], (call: Call, look: Look) => {
      if (/^(tempfile\.mktemp|os\.(tempnam|tmpnam))$/.test(call.name))
        look.report(call.node, { message: `\`${call.name}\` gives a name, not a file` });
    }),
    open(call, look) {
      const path = givenValue(call, 0).text;
      const mode = givenValue(call, 1, 'mode').text ?? 'r';
      if (
        call.name === 'open' &&
        path !== null &&
        /^\/(var\/tmp|tmp|dev\/shm)\/./.test(path) &&
        /[wax+]/.test(mode)
      )
        look.report(call.node, {
          confidence: 'review',
          severity: 'low',
          message: `Everybody can make \`${path}\` first`,
        });
    },
  },
});
