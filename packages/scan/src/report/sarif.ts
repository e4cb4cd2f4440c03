import { type SarifHit, sarifLog } from '@bugheist/formats/sarif-write';
import type { Hit } from '../engine/hit.ts';
import type { ScanResult } from '../engine/result.ts';
import { helpMarkdown, helpText } from '../rule-help.ts';

export function sarifReport(result: ScanResult): string {
  const { advisoriesFrom } = result.stats;
  const log = sarifLog({
    tool: result.tool,
    rules: result.rules.map((rule) => ({
      ...rule,
      help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    })),
    hits: [
      ...result.hits.map((hit) => sarifHit(hit)),
      ...result.suppressed.map(({ hit, by }) => ({
        ...sarifHit(hit),
        suppression: { inSource: by.where === 'code', reason: by.reason },
      })),
    ],
    skipped: result.skipped,
    complete: !result.skipped.some(({ unable }) => unable),
    ...(advisoriesFrom === null ? {} : { properties: { advisoriesFrom } }),
  });
  return `${JSON.stringify(log, null, 1)}\n`;
}

const sarifHit = (hit: Hit): SarifHit => ({ ...hit, fingerprints: printsByName(hit.fingerprints) });

/** `line/v1` as SARIF versions its names (§3.27.17); a second one of a scheme gets a number. */
function printsByName(prints: Hit['fingerprints']): Record<string, string> {
  const named: Record<string, string> = {};
  for (const { scheme, version, value } of prints) {
    const same = Object.keys(named).filter((name) => name.startsWith(`${scheme}`)).length;
    named[`${scheme}${same === 0 ? '' : same + 1}/v${version}`] = value;
  }
  return named;
}
