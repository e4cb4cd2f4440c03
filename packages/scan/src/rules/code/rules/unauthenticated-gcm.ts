import { codeRule } from '../code-rule.ts';
import { optionOf, possibleStrings } from '../program/constant.ts';
import { enclosing, isFunction, isWithin } from '../program/node.ts';

export const unauthenticatedGcm = codeRule({
  id: 'code/unauthenticated-gcm',
  title: 'The tag of an encrypted message is not fully checked',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-310', 'CWE-347'],
  kind: 'security',
  what: 'A decipher in GCM mode has no `authTagLength`, or is never finished by `final`.',
  why: 'Without a length a tag of four bytes is accepted, which is guessed in a while; without `final` no tag is checked at all.',
  fix: 'Pass `{ authTagLength: 16 }`, set the tag, and use nothing before `final` returned.',
  bad: [
    {
      'box.js':
        'const crypto = require("crypto");\nconst open = (key, iv) => crypto.createDecipheriv("aes-256-gcm", key, iv);\n',
    },
  ],
  good: [
    {
      'box.js':
        'const crypto = require("crypto");\nfunction open(key, iv, tag, text) {\n  const box = crypto.createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });\n  box.setAuthTag(tag);\n  return box.update(text, "utf8") + box.final("utf8");\n}\n',
    },
  ],
  references: ['https://nodejs.org/api/crypto.html#ccm-mode'],
  words: ['createDecipheriv'],
  calls: [
    {
      of: ['crypto.createDecipheriv'],
      look(call, look) {
        const [algorithm] = call.arguments;
        const name = algorithm
          ? possibleStrings(look.code, algorithm).find((one) => /gcm|ccm|ocb|poly1305/i.test(one))
          : undefined;
        if (name === undefined) return;
        const fn = enclosing(call, isFunction) ?? look.code.program;
        const finals = look.code.callsByName.get('final')?.some((other) => isWithin(other, fn));
        if (!finals && look.code.callsByName.get('update')?.some((other) => isWithin(other, fn)))
          return look.report(call, '`final` is never called: the tag is not checked');
        if (
          /gcm/i.test(name) &&
          optionOf(look.code, call, 3, 'authTagLength') === null &&
          !call.arguments[3] &&
          !checksLength(look.file.text.slice(fn.start, fn.end))
        )
          look.report(call, 'a tag of four bytes is accepted, too', { confidence: 'review' });
      },
    },
  ],
});

const checksLength = (text: string): boolean => /[tT]ag\w*\.(byteLength|length)\s*[!=<]/.test(text);
