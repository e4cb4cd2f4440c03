import type { Node } from 'oxc-parser';
import type { Call } from '../program/node.ts';

export function carriedArguments(call: Call, name: string | null, method: string | null): readonly Node[] {
  if (method === 'concat' || (method !== null && /^replace(All)?$/.test(method)))
    return method === 'concat' ? call.arguments : call.arguments.slice(1);
  if (name === null) return [];
  const carrier = carriers.find((one) => one.name.test(name));
  if (!carrier) return [];
  return carrier.args ? call.arguments.filter((_, index) => carrier.args?.includes(index)) : call.arguments;
}

/** Methods whose answer comes from elsewhere: a database, a network, a cache. What was asked is not what comes. */
export const isStore = (method: string): boolean =>
  /^(find\w*|query|exec\w*|fetch\w*|select|insert\w*|update\w*|delete\w*|count\w*|aggregate|save|create\w*|hash\w*|compare\w*|verify\w*|sign\w*|readFile\w*|stat\w*|exists\w*|has\w*|is[A-Z]\w*|lookup|load\w*)$/.test(
    method,
  );

/** A function from elsewhere: when its name says no more, what goes in may come out. */
export const isGuess = (name: string | null, method: string | null): boolean =>
  name !== null &&
  !name.includes('()') &&
  !/^(get|find|fetch|load|query|exec|lookup|read|create|make|save|count|has|is|check|select|list|require|use|hash|sign|verify|to[A-Z]|new)/.test(
    method ?? '',
  ) &&
  !/^[A-Z]/.test(method ?? '');

/** Functions that hand on what is in their arguments, all or those at these positions. */
const carriers: readonly { readonly name: RegExp; readonly args?: readonly number[] }[] = [
  {
    name: /^(String|Object|Array|decodeURIComponent|decodeURI|unescape|atob|structuredClone|URL|URLSearchParams|Request|RegExp|Promise\.(resolve|all)|JSON\.parse|JSON\.stringify|Object\.(assign|values|entries|fromEntries|create)|Array\.(from|of)|Buffer\.from|String\.raw|encodeURI)$/,
  },
  { name: /^(util|node:util)\.(format|inspect)$|^util\.(format|inspect)$/ },
  { name: /^path(\.posix|\.win32)?\.(join|resolve|normalize|relative|dirname|format)$/ },
  {
    name: /^(url|qs|querystring)\.(parse|resolve|format|stringify|URL|unescape|parseUrl|URLSearchParams)$|^url\.fileURLToPath$/,
  },
  {
    name: /^(lodash|underscore|_|ramda)\.(merge|get|defaults|assign|extend|clone|cloneDeep|trim|toString|flatten|values|template)$/,
  },
  { name: /^(ejs|pug|handlebars|mustache)\.render$/, args: [1] },
  { name: /^(vm\.Script|ws\.WebSocket|Blob|File|TextDecoder\(\)\.decode)$/ },
];
