import { UsageError } from '../config/config.ts';
import { loadFamilies } from '../engine/registry.ts';
import { didYouMean } from '../nearest.ts';
import { ruleText } from '../rule-page.ts';
import type { ScanIo } from './io.ts';

/** Prints one rule, or a line for each when `id` is null. */
export async function explain(id: string | null, io: ScanIo): Promise<number> {
  const rules = (await loadFamilies()).flatMap((family) => family.rules);
  if (id === null) {
    const lines = rules.map(
      (rule) => `${rule.id.padEnd(44)} ${rule.severity.padEnd(9)}${rule.confidence.padEnd(8)} ${rule.title}`,
    );
    io.out(`${lines.sort().join('\n')}\n`);
    return 0;
  }
  const rule = rules.find((one) => one.id === id);
  if (!rule) {
    const ids = rules.map((one) => one.id);
    const like = ids.filter((one) => one.includes(id.split('/').at(-1) || '/'));
    const hint = like.length > 0 ? `: perhaps ${like.slice(0, 5).join(', ')}` : didYouMean(id, ids);
    throw new UsageError(`there is no rule ${id}${hint || ': bugheist scan --rules lists them'}`);
  }
  io.out(ruleText(rule));
  return 0;
}
