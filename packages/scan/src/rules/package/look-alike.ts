import { mayHold } from '../../advisory-index/name-filter.ts';
import type { Ecosystem } from '../../lockfile/lock.ts';
import { establishedNpm, establishedPypi, popularNpm, popularPypi } from './popular-names.generated.ts';

/**
 * The popular package that a name could be taken for, or null. Names that many download are packages of their own.
 * Scoped names are not compared: whoever owns the scope owns the name.
 */
export function lookAlike(ecosystem: Ecosystem, name: string): string | null {
  if (ecosystem === 'Go' || name.startsWith('@') || name.length < 4 || name.length > 60) return null;
  if (isWellKnown(ecosystem, name)) return null;
  const known = knownNames(ecosystem);
  const forms = formsOf(name);
  const same = forms.map((form) => known.byForm.get(form)).find((other) => other !== undefined);
  if (same !== undefined) return same;
  const near = known.names.find((other) => alike(forms, other.forms, isOneStepFrom, 5));
  return (
    (near ?? known.names.slice(0, mostPopular).find((other) => alike(forms, other.forms, isTwoStepsFrom, 7)))
      ?.name ?? null
  );
}

/** Two typing errors are only likely in what very many people type. */
const mostPopular = 500;

interface Known {
  /** Most downloaded first. */
  readonly names: readonly { readonly name: string; readonly forms: readonly string[] }[];
  readonly byForm: ReadonlyMap<string, string>;
}

type Compared = Exclude<Ecosystem, 'Go'>;
/** Not among the most downloaded, or no package at all, but imitated for the money or the accounts behind the name. */
const imitated: Readonly<Record<Compared, string>> = {
  npm: 'discord.js noblox.js bitcoinjs-lib tronweb ethereum solana metamask coinbase binance opensea uniswap babel-cli',
  PyPI: 'python pytorch tensorflow-gpu detectron2 fairseq pyrogram discord bitcoin ethereum solana metamask coinbase binance opensea uniswap',
};
const popular: Readonly<Record<Compared, string>> = {
  npm: ` ${popularNpm} ${imitated.npm} `,
  PyPI: ` ${popularPypi} ${imitated.PyPI} `,
};
const established: Readonly<Record<Compared, Buffer>> = {
  npm: Buffer.from(establishedNpm, 'base64'),
  PyPI: Buffer.from(establishedPypi, 'base64'),
};

/** Asked first: most projects ask for no other names, and the forms of all popular ones take time to make. */
const isWellKnown = (ecosystem: Compared, name: string): boolean =>
  popular[ecosystem].includes(` ${name} `) || mayHold(established[ecosystem], name);

const loaded = new Map<Compared, Known>();

function knownNames(ecosystem: Compared): Known {
  const before = loaded.get(ecosystem);
  if (before) return before;
  const names = popular[ecosystem]
    .trim()
    .split(' ')
    .map((name) => ({ name, forms: formsOf(name) }));
  const known = {
    names,
    // Of two names alike the more popular one, which is set last.
    byForm: new Map(
      [...names].reverse().flatMap(({ name, forms }) => forms.map((form) => [form, name] as const)),
    ),
  };
  loaded.set(ecosystem, known);
  return known;
}

/** The name without its dashes and dots, and also without what people add unthinkingly: the language, a `-cli`. */
function formsOf(name: string): string[] {
  const lower = name.toLowerCase();
  const joined = lower.replaceAll(/[-_.]/g, '');
  const bare = lower
    .replace(/^(node|js|py|python3?|npm)[-_.]/, '')
    .replace(/[-_.](js|node|py|python3?|npm|cli|lib)$/, '')
    .replace(/(?<=.{4})(js|py)$/, '')
    .replaceAll(/[-_.]/g, '');
  return bare.length < 4 || bare === joined ? [joined] : [joined, bare];
}

const alike = (
  forms: readonly string[],
  others: readonly string[],
  isNear: (a: string, b: string) => boolean,
  shortest: number,
): boolean =>
  forms.some(
    (form) =>
      form.length >= shortest && others.some((other) => other.length >= shortest && isNear(form, other)),
  );

/** One letter more, less, another, or two neighbours swapped. Source: Damerau 1964. */
export function isOneStepFrom(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && right === `${left[1]}${left[0]}`);
}

/** Two such steps, none of them on what the other changed. */
function isTwoStepsFrom(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => i + j),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : replaced;
      rows[i]?.splice(j, 1, Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  return at(a.length, b.length) === 2;
}
