/** A text with its secrets replaced, and what they were called, for the person who pasted them. */
export interface Masked {
  text: string;
  /** Each once, in order of appearance: `Authorization`, `cookie sid`, `password`. Never a value. */
  masked: readonly string[];
}

/**
 * Replaces credentials in a pasted HTTP exchange, curl command or log by `[masked-1]`, `[masked-2]` …: the same value
 * always by the same number, so that it still shows which requests share a session. Masking twice changes nothing.
 */
export function maskSecrets(text: string): Masked {
  const names = new Set<string>();
  const numberOf = numbering(text);
  const mask = (name: string, value: string): string => {
    if (value.trim() === '' || /^\s*\[masked-\d+\]\s*$/.test(value)) return value;
    names.add(name.trim());
    return numberOf(value.trim());
  };
  let result = text;
  for (const { pattern, replace } of patterns)
    result = result.replace(pattern, (...match) => replace(match.map(asText), mask));
  return { text: result, masked: [...names] };
}

type Mask = (name: string, value: string) => string;
interface Pattern {
  pattern: RegExp;
  /** `match` is the whole match, then its groups. */
  replace: (match: string[], mask: Mask) => string;
}

const asText = (part: unknown): string => (typeof part === 'string' ? part : '');

function numbering(text: string): (value: string) => string {
  const numbers = new Map<string, number>();
  let last = Math.max(0, ...[...text.matchAll(/\[masked-(\d{1,6})\]/g)].map(([, number]) => Number(number)));
  return (value) => {
    const number = numbers.get(value) ?? ++last;
    numbers.set(value, number);
    return `[masked-${number}]`;
  };
}

const secretName =
  '[\\w.-]{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|session(?:[_-]?id)?|sess|sid|auth|credential|signature|otp|pin|csrf|xsrf|jwt|bearer)[\\w.-]{0,40}';
const secretHeader =
  '(?:proxy-)?authorization|[\\w-]{0,40}(?:token|secret|api-?key|session(?:-id)?|csrf|xsrf|password|signature)[\\w-]{0,20}';
/** To the end of the line or of the quotes a curl command puts around it, folded lines included (RFC 9112 §5.2). */
const headerValue = '([^\\r\\n\'"]*(?:\\r?\\n[ \\t]+[^\\r\\n\'"]+)*)';

const patterns: readonly Pattern[] = [
  {
    pattern:
      /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)([\s\S]{0,20000}?)(-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    replace: ([, begin = '', key = '', end = ''], mask) => `${begin}\n${mask('private key', key)}\n${end}`,
  },
  {
    pattern: new RegExp(`(^|['"\\s])(set-cookie2?|cookie)(\\s*:[ \\t]*)${headerValue}`, 'gim'),
    replace: ([, before = '', name = '', colon = '', value = ''], mask) =>
      `${before}${name}${colon}${maskCookies(/^set/i.test(name), value, mask)}`,
  },
  {
    pattern: /(^|\s)(-b|--cookie)([ =]+)('[^'\r\n]*'|"[^"\r\n]*"|\S+)/g,
    replace: ([, before = '', option = '', gap = '', value = ''], mask) => {
      const quote = /^['"]/.exec(value)?.[0] ?? '';
      return `${before}${option}${gap}${quote}${maskCookies(false, value.slice(quote.length, value.length - quote.length), mask)}${quote}`;
    },
  },
  {
    pattern: /(^|\s)(-u|--user|--proxy-user)([ =]+)(\S+)/g,
    replace: ([, before = '', option = '', gap = '', value = ''], mask) =>
      `${before}${option}${gap}${mask('user and password', value)}`,
  },
  {
    pattern: new RegExp(
      `(^|['"\\s])(${secretHeader})([ \\t]*:[ \\t]*)(?!\\/\\/)(?:((?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\\s+)|(?=\\S))${headerValue}`,
      'gim',
    ),
    replace: ([, before = '', name = '', colon = '', scheme = '', value = ''], mask) =>
      `${before}${name}${colon}${scheme}${mask(name, value)}`,
  },
  {
    pattern: /([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/?#@'"<>]{1,300})@/gi,
    replace: ([, scheme = '', user = ''], mask) => `${scheme}${mask('user and password', user)}@`,
  },
  {
    pattern: new RegExp(
      `(["'])(${secretName})\\1(\\s*[:=]\\s*)(["'])((?:\\\\.|(?!\\4)[^\\\\\\r\\n])*)\\4`,
      'gi',
    ),
    replace: ([, quote = '', name = '', colon = '', mark = '', value = ''], mask) =>
      `${quote}${name}${quote}${colon}${mark}${mask(name, value)}${mark}`,
  },
  {
    pattern: new RegExp(
      `(name=")(${secretName})("[^\\r\\n]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)?\\r?\\n)([^\\r\\n]+)`,
      'gi',
    ),
    replace: ([, start = '', name = '', gap = '', value = ''], mask) =>
      `${start}${name}${gap}${mask(name, value)}`,
  },
  {
    pattern: new RegExp(`(^|[?&;\\s'"])(${secretName})=([^&\\s'"<>;]+)`, 'gim'),
    replace: ([, before = '', name = '', value = ''], mask) => `${before}${name}=${mask(name, value)}`,
  },
  {
    pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g,
    replace: ([whole = ''], mask) => mask('JSON Web Token', whole),
  },
  {
    pattern:
      /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[sr]k_live_\w{16,}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|npm_[A-Za-z0-9]{36})/g,
    replace: ([whole = ''], mask) => mask('access key', whole),
  },
];

/** Names stay readable and so do a Set-Cookie's attributes, which are often the point of a report. */
function maskCookies(isSetCookie: boolean, value: string, mask: Mask): string {
  return value
    .split(';')
    .map((pair, index) => {
      const [, name = '', content = ''] = /^(\s*[^=]+)=([\s\S]*)$/.exec(pair) ?? [];
      if (name === '' || (isSetCookie && index > 0)) return pair;
      return `${name}=${mask(`cookie ${name.trim()}`, content)}`;
    })
    .join(';');
}
