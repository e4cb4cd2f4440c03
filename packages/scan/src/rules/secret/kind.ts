import type { Severity } from '@bugheist/bug/severity';
import type { Confidence } from '../../engine/rule.ts';
import type { SecretRule } from './secret-rule.ts';
import type { Shape } from './shape.ts';

export interface Kind {
  /** The rule's name without `secret/`. */
  readonly name: string;
  /** "GitHub personal access token" */
  readonly title: string;
  readonly shape: Shape;
  /** Where to revoke it, as an address or as a place in words. */
  readonly revoke?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly minEntropy?: number;
  readonly reach?: number;
  readonly references?: readonly string[];
}

export interface TokenKind extends Kind {
  /** What every such token holds: literal texts the search is started by. */
  readonly marks: readonly string[];
}

/** A secret that tells itself by its form: a prefix of its vendor's. */
export function token(kind: TokenKind): SecretRule {
  const { severity = 'critical', confidence = 'certain', minEntropy = 2.5 } = kind;
  return ruleOf(
    { ...kind, severity, confidence, minEntropy, accept: isPartedOff },
    kind.marks.map((mark) => mark.toLowerCase()),
    'TOKEN',
    () => new RegExp(`(?<![A-Za-z0-9_])(${kind.shape.source})(?![A-Za-z0-9_-])`, 'g'),
  );
}

/** A picture or a font in base64 holds every short mark somewhere, with nothing around that would part it off. */
function isPartedOff(secret: string, { input, index }: RegExpExecArray): boolean {
  const before = input.slice(Math.max(0, index - 64), index);
  const after = input.slice(index + secret.length, index + secret.length + 64);
  return ![before, after].some((text) => /^[A-Za-z0-9+/]{64}$/.test(text));
}

export interface NamedKind extends Kind {
  /** The vendor's name as it stands in names of variables, lower-case. */
  readonly names: readonly string[];
}

/** A secret without a form of its own (40 hexadecimal digits), told by the name it is given: `datadog_api_key = …`. */
export function named(kind: NamedKind): SecretRule {
  const { severity = 'high', confidence = 'likely', minEntropy = 3 } = kind;
  return ruleOf({ ...kind, severity, confidence, minEntropy }, kind.names, `${kind.names[0]}_api_key`, () =>
    assigned(`(?:${kind.names.map(nameForms).join('|')})${endOfName}`, kind.shape.source),
  );
}

/**
 * `name = value` as shells, YAML, JSON, properties, XML, Go, PHP, Java and Makefiles write it. `names` and `value`
 * are sources of regular expressions; the value is group 1.
 */
export const assigned = (names: string, value: string): RegExp =>
  new RegExp(
    `(?:${names})[\\w.\\- \\t]{0,32}["'\`\\])]{0,3}[ \\t]{0,4}(?:[:?.+|]{0,3}=>?|:{1,3}|,|>|->|\\|\\|)(?:[ \\t]{1,4}[|>][+-]?(?=\\s))?[\\s"'\`=(\\\\]{0,12}(${value})(?=["'\`\\s;,)}\\]<\\\\&]|$)`,
    'g',
  );

/** `linkedInstance` does not speak of LinkedIn: what goes on in lower case must be a word that tokens are called by. */
const endOfName =
  '(?:(?![a-z])|(?=api|auth|token|key|secret|client|app|access|pass|pwd|cred|bot|user|id|pat|pub|priv|sdk|server|admin|service|account|org|personal|oauth|license|string))';

/**
 * Short names only in the usual cases: `etsy`, `Etsy` and `ETSY`, so that `SetSysctl` does not speak of Etsy.
 * A name may be written in several words.
 */
function nameForms(name: string): string {
  const spaced = (text: string) => text.replaceAll(' ', '[ ._-]?');
  if (name.length >= 7) return `(?i:${spaced(name)})`;
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return [name, capital, name.toUpperCase()].map(spaced).join('|');
}

type Rated = Kind &
  Required<Pick<Kind, 'severity' | 'confidence' | 'minEntropy'>> &
  Pick<SecretRule, 'accept'>;

/** Pattern and examples are made when asked for: there are hundreds of kinds, and a scan meets few of their keywords. */
function ruleOf(
  { name, title, shape, revoke, severity, confidence, minEntropy, accept, reach, references }: Rated,
  keywords: readonly string[],
  variable: string,
  patternOf: () => RegExp,
): SecretRule {
  const example = (value: string) => ({
    '.env.production': `${variable.toUpperCase().replaceAll(' ', '_')}=${value}\n`,
  });
  const article = /^[AEIOU]/.test(title) && !/^(U[ns]e|One)/.test(title) ? 'An' : 'A';
  let pattern: RegExp | undefined;
  return {
    id: `secret/${name}`,
    title,
    severity,
    confidence,
    weakness: ['CWE-798'],
    kind: 'security',
    what: `${article} ${title} stands in a file.`,
    why: 'Whoever reads the file, or the history of its repository, can use it as its owner could.',
    fix: `Revoke it${revoke ? ` (${revoke})` : ''}: removing the line leaves it in the history. Read the new one from the environment or a secret store.`,
    get bad() {
      return [example(shape.standIn)];
    },
    get good() {
      return [example(shape.blank), example(`\${SECRET_FROM_STORE}`)];
    },
    keywords,
    get pattern() {
      pattern ??= patternOf();
      return pattern;
    },
    minEntropy,
    ...(accept ? { accept } : {}),
    ...(reach ? { reach } : {}),
    ...(references ? { references } : {}),
  };
}
