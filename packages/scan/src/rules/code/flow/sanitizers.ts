import { argumentOf, type Call } from '../program/node.ts';
import type { Purpose } from './flow.ts';

/** Members whose value is a number. */
export const harmlessMembers = /^(length|byteLength)$/;

/** Methods whose answer is a number or a yes or no. */
const harmlessMethods =
  /^(indexOf|lastIndexOf|includes|startsWith|endsWith|test|some|every|has|search|charCodeAt|codePointAt|localeCompare|getTime|toFixed|toPrecision|hasOwnProperty|digest|findIndex)$/;

/** What makes a number, a date, a yes or no, a hash or an id of anything. */
const numeric =
  /^(parseInt|parseFloat|Number|Boolean|BigInt|isNaN|isFinite|Date|Math\.\w+|Number\.\w+|Date\.\w+|Buffer\.byteLength|crypto\.\w+|uuid\.\w+)$|(^|\.)(ObjectId|ObjectID|toNumber|toInt|toInteger|toBoolean|isInteger)$/;

/** Functions that say by their name that they make a value safe. Hashes and encodings leave nothing to attack with. */
const byName =
  /saniti[sz]|escap|purif|cleans?e?(html|input|string)?$|whitelist|allowlist|safe|validat|slugify|^(hash|sha\d+|md5|hmac|encrypt|sign|base64|btoa|uuid|nanoid)|encode(html|xml|entit)|stripTags|strip_tags|textContent/i;

const byPurpose: Readonly<Record<Purpose, RegExp>> = {
  code: /^JSON\.stringify$|^encodeURIComponent$/,
  shell: /quote$|shellescape|^encodeURIComponent$/i,
  sql: /quote|(^|\.)(format|literal|ident)$|^sqlstring\b|^pg-format\b/i,
  html: /^(encodeURIComponent|encodeURI|dompurify(\(\))?\.sanitize|xss|he\.(en|es)\w+|entities\.\w+|marked\.escape)$|(^|\.)(encode|filterXSS)$|sanitize-html/i,
  url: /^encodeURIComponent$/,
  redirect: /^encodeURIComponent$/,
  path: /(^|\.)basename$|^encodeURIComponent$|sanitize-filename|filenamify/,
  regex: /escape.?reg|reg.?exp?.?escape|quoteMeta|^encodeURIComponent$/i,
  template: /^JSON\.stringify$|^encodeURIComponent$/,
  object:
    /^(String|JSON\.stringify|encodeURIComponent)$|mongo-sanitize|(^|\.)(pick|toString|trim|toLowerCase|toUpperCase|slice|substring|substr|padStart|split|join|replace|replaceAll|normalize)$/,
  key: /^$/,
  text: /^(JSON\.stringify|encodeURIComponent|encodeURI)$/,
};

/** Does a call give something harmless for a purpose, whatever it is given? `name` is the full name of what is called. */
export function isSanitizer(name: string | null, called: string | null, purpose: Purpose): boolean {
  if (called !== null && harmlessMethods.test(called)) return true;
  const full = name ?? called;
  // The `format` of SQL libraries quotes; Node's own does not.
  if (full === null || full === 'util.format') return false;
  if (numeric.test(full) || byName.test(called ?? full) || byName.test(full.split('.')[0] ?? '')) return true;
  return byPurpose[purpose].test(full) || (called !== null && byPurpose[purpose].test(called));
}

const dangerous: Readonly<Record<Purpose, RegExp | null>> = {
  code: null,
  shell: null,
  sql: /'/,
  html: /<|&/,
  url: null,
  redirect: null,
  path: /\.\.|\\\.\\\.|\/|\\\./,
  regex: /[.*+?]/,
  template: null,
  object: /\$/,
  key: null,
  text: /\\n|\\r|\\s/,
};

/**
 * Does `x.replace(…)` take out what is dangerous for a purpose? A pattern that names what may stay
 * (`/[^a-z]/g`) does for every purpose; one that names what must go only where that is what it takes.
 */
export function isCleaningReplace(call: Call, purpose: Purpose): boolean {
  const literal = argumentOf(call, 0);
  if (literal?.type !== 'Literal' || !('regex' in literal) || !literal.regex.flags.includes('g'))
    return false;
  if (/^\[\^[^\]]+\]\+?$|^\\[WD]\+?$/.test(literal.regex.pattern)) return true;
  return dangerous[purpose]?.test(literal.regex.pattern) ?? false;
}
