import { UsageError } from '../config/config.ts';
import { loadFamilies } from '../engine/registry.ts';
import { didYouMean } from '../nearest.ts';
import { cut, wrapped } from '../report/text-width.ts';
import { ruleText } from '../rule-page.ts';
import type { ScanIo } from './io.ts';

/** Prints one rule, or a line for each when `id` is null. */
export async function explain(id: string | null, io: ScanIo): Promise<number> {
  const rules = (await loadFamilies()).flatMap((family) => family.rules);
  if (id === null) {
    const lines = rules.map(
      (rule) => `${rule.id.padEnd(44)} ${rule.severity.padEnd(9)}${rule.confidence.padEnd(8)} ${rule.title}`,
    );
    const width = io.columns.out;
    io.out(
      `${lines
        .sort()
        .map((line) => (width === null ? line : cut(line, width)))
        .join('\n')}\n`,
    );
    return 0;
  }
  const rule = rules.find((one) => one.id === id);
  if (!rule) {
    const ids = rules.map((one) => one.id);
    const like = ids.filter((one) => one.includes(id.split('/').at(-1) || '/'));
    const hint = like.length > 0 ? `: perhaps ${like.slice(0, 5).join(', ')}` : didYouMean(id, ids);
    throw new UsageError(`there is no rule ${id}${hint || ': bugheist scan --rules lists them'}`);
  }
  // Code, which stands indented, is left as it is.
  const lines = ruleText(rule).split('\n');
  io.out(lines.flatMap((line) => (line.startsWith(' ') ? [line] : wrapped(line, io.columns.out))).join('\n'));
  return 0;
}
