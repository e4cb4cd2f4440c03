import { expandConditionals } from './conditional.ts';
import { FilterError } from './config.ts';

/** What one line yielded, by group name (`ip4`, `ip6`, `dns`, `user`, `mlfid`, …). */
export type Groups = Record<string, string | undefined>;

/** One line of `failregex`, `prefregex` or `ignoreregex`. */
export interface FailPattern {
  readonly search: (text: string) => Groups | null;
}

/** JavaScript from fail2ban's Python pattern with its `<HOST>` and `<F-…>` tags. Throws FilterError. */
export function failPattern(source: string): FailPattern {
  const variants = expandConditionals(translate(resolveTags(source))).map((text) => compile(text, source));
  return {
    search: (text) => {
      for (const regexp of variants) {
        const groups = regexp.exec(text)?.groups;
        if (groups) return withAlternates(groups);
        if (groups === undefined && regexp.test(text)) return {};
      }
      return null;
    },
  };
}

const ip4 = '(?:::f{4,6}:)?(?<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})';
const ip6 = '(?<ip6>(?:[0-9a-fA-F]{1,4}::?|:){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):))';
const dns = '(?<dns>[\\w\\-.^_]*\\w)';
const address = `\\[?(?:${ip4}|${ip6})\\]?`;

const plainTags: Readonly<Record<string, string>> = {
  HOST: `(?:${address}|${dns})`,
  ADDR: address,
  IP4: ip4,
  IP6: ip6,
  DNS: dns,
  CIDR: '(?<cidr>\\d+)',
  SUBNET: `\\[?(?:${ip4}|${ip6})(?:/(?<cidr>\\d+))?\\]?`,
  'F-IP4/': ip4,
  'F-IP6/': ip6,
  'F-ADDR/': address,
  'F-DNS/': dns,
  'F-CIDR/': '(?<cidr>\\d+)',
  'F-ID/': '(?<fid>\\S+)',
  'F-PORT/': '(?<fport>\\w+)',
};

const groupNames: Readonly<Record<string, string>> = { id: 'fid', port: 'fport' };

function resolveTags(source: string): string {
  const open = new Set<string>();
  return source.replaceAll(/<(\/?)([\w-]+\/?)>/g, (whole, slash: string, tag: string) => {
    if (slash === '' && plainTags[tag]) return plainTags[tag];
    const custom = /^F-([A-Z0-9_-]+)$/.exec(tag)?.[1];
    if (custom === undefined) return whole;
    if (slash === '/') return open.has(custom) ? ')' : whole;
    open.add(custom);
    const name = custom.toLowerCase().replaceAll('-', '_');
    return `(?<${groupNames[name] ?? name}>`;
  });
}

/** Python spellings that JavaScript knows under another name. */
function translate(source: string): string {
  return source
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(/\((?:\?:)?\(\?([a-z]+)\)/g, '(?$1:')
    .replaceAll('\\Z', '$')
    .replaceAll('\\A', '^')
    .replaceAll(/(?<!\\)\\([<>"'`#%@!~&,;:=/-])/g, (whole, char: string) =>
      char === '-' ? whole : escapeBare(char),
    );
}

/** In a pattern with named groups JavaScript refuses needless escapes only of letters; these are harmless bare. */
function escapeBare(char: string): string {
  return char === '/' ? '\\/' : char;
}

function compile(pattern: string, source: string): RegExp {
  const inline = /^\(\?([imsux]+)\)/.exec(pattern);
  const flags = (inline?.[1] ?? '').replaceAll(/[^ims]/g, '');
  try {
    return new RegExp(pattern.slice(inline?.[0].length ?? 0), flags);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new FilterError(`pattern can't be used (${error.message}): ${source}`);
    throw error;
  }
}

/** `alt_user` stands in where `user` didn't match. */
function withAlternates(groups: Groups): Groups {
  const all: Groups = { ...groups };
  for (const [name, value] of Object.entries(groups)) {
    const target = /^alt_(.*?)(?:_\d+)?$/.exec(name)?.[1];
    if (target && value && !all[target]) all[target] = value;
  }
  return all;
}
