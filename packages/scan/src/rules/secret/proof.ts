import type { SourceFile } from '../../engine/file.ts';
import { entropyOf } from './entropy.ts';
import { assigned } from './kind.ts';

export function genericPattern(): RegExp {
  const name =
    '(?i:api[_.-]?key|access[_.-]?key|secret[_.-]?key|private[_.-]?key|encryption[_.-]?key|signing[_.-]?key|master[_.-]?key|(?:client|app|api|shared|consumer)[_.-]?secret|secret|token|passw(?:or)?d|passwd|pwd|credentials?|auth)(?i:[_-]?(?:string|value|str|base|\\d{1,4}))?(?:Token|_TOKEN|_token)?';
  const value = '[\\w.+/=~@%-]{10,150}';
  return new RegExp(assigned(name, value).source.replace('[\\w.\\- \\t]{0,32}', '(?:[ \\t]string)?'), 'g');
}

/** Names that carry no secret though they hold its word, told by what stands around the word. */
const harmlessName =
  /(?i:public|foreign|primary|partition|sort|cache|idempotency|keyboard|storage|translation|i18n|[cx]srf|authenticity|verification_?token|tokenizer?|author|max_?token|_?token_?(?:type|file|name|count|limit|url|uri|endpoint)|key_?(?:name|id|length|size|vault|file|path|pair|ring|store|code|board|up|down|press|frame|word)|secret_?(?:name|id|ref|arn|manager|size)|pass(?:word)?_?(?:field|label|hint|reset|policy|min|max|length))/;

/** Random enough, and neither a path, a version, an identifier nor words joined by signs. */
export function isLikelySecret(secret: string, match: RegExpExecArray): boolean {
  // What the name begins with is read only now: in the pattern it would be tried at every byte.
  const before =
    /[\w.-]{0,40}$/.exec(match.input.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
  const name = before + match[0].slice(0, match[0].lastIndexOf(secret));
  if (harmlessName.test(name) || isSearchKey(secret, match.input)) return false;
  if (!/\d/.test(secret) || !/[A-Za-z]/.test(secret)) return false;
  if (
    /^[a-z]+:|^[./]|\.(?:com|org|net|io|js|ts|py|json|ya?ml|pem|cer|crt|p12|html?|java|go)\b|^v?\d+(?:\.\d+){1,3}/i.test(
      secret,
    )
  )
    return false;
  const parts = secret.split(/[-_.+/=~@%]/).filter((part) => part.length > 1);
  const words = parts.filter((part) =>
    /^(?:[A-Za-z]?[a-z]{2,}|[A-Z]{3,}|\d{1,4}|[a-z]{1,3}\d{1,2}|[A-Z][a-z]+\d{0,3})$/.test(part),
  );
  if (parts.length > 1 && words.length * 2 >= parts.length) return false;
  return !isIdentifier(secret) && entropyOf(secret) >= (secret.length < 20 ? 3.3 : 3.5);
}

/** The key of a DocSearch box, which every visitor is sent. Source: docsearch.algolia.com, "search-only API key". */
const isSearchKey = (secret: string, around: string): boolean =>
  /^[0-9a-f]{32}$/.test(secret) && /\b(?:indexName|index_name|docsearch)\b/i.test(around);

/** `AuthenticationMD5Password`: names change between cases and digits at the seams of words, chance does all the time. */
function isIdentifier(text: string): boolean {
  if (isBase32(text)) return false;
  const chunks = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const digits = text.replace(/\D/g, '').length;
  return text.length / Math.max(1, chunks.length) >= (digits <= 2 ? 2.5 : 3.5);
}

/** The secret of a one-time password: whole groups of eight, digits among the capitals. Source: RFC 4648 §6. */
const isBase32 = (text: string): boolean =>
  text.length % 8 === 0 && /^[A-Z2-7]{16,64}$/.test(text) && (text.match(/\d+/g) ?? []).length >= 3;

/** As strong ones are made: of `kinds` kinds of characters (small, capital, digit, sign), no words to be read. */
export function isStrongPassword(secret: string, kinds: number): boolean {
  if (/\s|^[$%{<!]|^(?:https?|file|\/|\.{1,2}\/)|[\w-]+\.[\w-]+\(|[$#]\{|\{\{|\$\(/.test(secret))
    return false;
  if (commonPasswords.test(secret) || /pass(?:w(?:or)?d)?|secret|^(?:[A-Za-z]?[a-z]+|\d+)$/i.test(secret))
    return false;
  if (isIdentifier(secret.replace(/[^A-Za-z0-9]/g, ''))) return false;
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(secret)).length >= kinds;
}

const commonPasswords =
  /^(?:(?:some|my|the|your|db|user|secret|test|super)?[_-]?p[a4]ss(?:w(?:or)?d)?\d{0,4}|postgres(?:ql)?|root|admin|test\w{0,6}|user(?:name)?|secret|guest|mysql|redis|mongo|rabbitmq|minio|minioadmin|token|x+|y+|\.+|pw|foo|bar|1234\d{0,5}|example|changeme|my-?secret.{0,12}|yyy|xxx)$/i;

export const isCommonPassword = (secret: string): boolean => commonPasswords.test(secret);

export function isUrlPassword(secret: string, match: RegExpExecArray): boolean {
  if (commonPasswords.test(secret) || /^%|^\.|^[A-Z_]{4,}$/.test(secret)) return false;
  const address = match[0].slice(match[0].indexOf('://') + 3);
  const [user = '', host = ''] = [address.split(':')[0], address.split('@').at(-1)];
  // Oracle's demonstration account, which half the documentation of databases connects as.
  if (user === 'scott' && secret.startsWith('tiger')) return false;
  if (user === secret || /^(?:example\.|localhost$|127\.|host(?:name)?$|0\.0\.0\.0)/.test(host)) return false;
  return !/\.example\.(?:com|org|net)$|\bexample\.(?:com|org|net)$/.test(host) || /\d/.test(secret);
}

/** User and password as `-u` takes them; one of the two may be empty (a token alone). */
export function isCurlPassword(command: string): boolean {
  const given = /(?:-u|--user)(?:=|[ \t]{1,5})(.*)$/s.exec(command)?.[1] ?? '';
  const text = given.replace(/['"]/g, '');
  const colon = text.indexOf(':');
  if (colon === -1 || /[$<[]|\{\{/.test(text)) return false;
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const secret = password === '' ? user : password;
  return secret.length >= 5 && !commonPasswords.test(secret) && entropyOf(secret) >= 2 && user !== password;
}

const secretData = new WeakMap<SourceFile, boolean>();

/** A document of kind Secret whose `data` holds a value of some length. Source: Kubernetes API, Secret v1. */
export function holdsSecretData(file: SourceFile): boolean {
  // Asked at every mark of such a document, of which a file may hold thousands.
  const known = secretData.get(file) ?? findsSecretData(file);
  secretData.set(file, known);
  return known;
}

function findsSecretData(file: SourceFile): boolean {
  return file.text.split(/^---/m).some((document) => {
    const lines = document.split(/\r?\n/).map((line) => line.replace(/\s#.*$/, ''));
    if (!lines.some((line) => kindOfSecret.test(line))) return false;
    if (lines.some((line) => /^\s*data:\s*\{.*:\s*["']?[A-Za-z0-9+/]{10,}={0,3}["']?\s*[,}]/.test(line)))
      return true;
    const data = lines.findIndex((line) => /^\s*data:\s*$/.test(line));
    if (data === -1) return false;
    const depth = indentOf(lines[data] ?? '');
    const end = lines.findIndex(
      (line, index) => index > data && line.trim() !== '' && indentOf(line) <= depth,
    );
    return lines.slice(data + 1, end === -1 ? undefined : end).some(isSecretValue);
  });
}

const kindOfSecret = /^[\s-]*kind:\s*["']?secret["']?\s*$/i;

/** In characters: more than a Secret of some keys and certificates takes. */
const shortlyBefore = 50_000;

/** Does a Kubernetes Secret begin shortly before, and nothing else since? Its values are reported once, as what they are. */
export function isInSecretManifest({ input, index }: RegExpExecArray, { path }: SourceFile): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  const before = input.slice(Math.max(0, index - shortlyBefore), index).split('\n');
  const kind = before.findLast((line) => /^---|^[ \t-]{0,20}kind:/.test(line));
  return kind !== undefined && kindOfSecret.test(kind.replace(/\s#.*$/, ''));
}

const isSecretValue = (line: string): boolean =>
  /^\s*(?:["']?[\w.-]+["']?:\s*)?["']?[A-Za-z0-9+/]{10,}={0,3}["']?\s*$/.test(line);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Values of NuGet's own documentation. */
export const nugetSamples = new Set(['33f!!lloppa', 'hal+9ooo_da!sY']);
