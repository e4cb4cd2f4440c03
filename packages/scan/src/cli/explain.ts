import { UsageError } from '../config/config.ts';
import { loadFamilies } from '../engine/registry.ts';
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
    const near = rules.filter((one) => one.id.includes(id.split('/').at(-1) ?? id)).map((one) => one.id);
    const hint =
      near.length > 0 ? `perhaps ${near.slice(0, 5).join(', ')}` : 'bugheist scan --rules lists them';
    throw new UsageError(`there is no rule ${id}: ${hint}`);
  }
  io.out(ruleText(rule));
  return 0;
}
