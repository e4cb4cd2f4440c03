import { existsSync } from 'node:fs';
import type { ScenarioConfig, SourceConfig } from '../config/config.ts';
import { ConfigError } from '../config/section.ts';
import { jailScenario } from '../fail2ban/jail.ts';
import { deniedPlaceScenario } from '../geography/denied-places.ts';
import { loadScenarios } from '../scenarios/load.ts';
import { pack } from '../scenarios/pack/pack.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Geography } from './geography.ts';

export interface ScenarioSet {
  readonly scenarios: readonly Scenario[];
  /** Scenarios left out and why, as lines for the operator. */
  readonly warnings: readonly string[];
}

/** The scenarios a configuration asks for. Throws ConfigError when a path it names isn't there. */
export function scenarioSet(
  config: ScenarioConfig,
  sources: readonly SourceConfig[],
  geography: Geography,
  file: string,
): ScenarioSet {
  const missing = config.paths.filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new ConfigError(
      missing.map((path) => ({
        file,
        line: 0,
        message: `scenarios.files names ${path}, which is not there`,
      })),
    );
  const loaded = config.paths.map((path) => loadScenarios(path, config.lists, geography.placeOf));
  const jails = sources.flatMap(({ reads }) => ('jail' in reads ? [jailScenario(reads.jail)] : []));
  const places = geography.placeOf === null ? [] : [deniedPlaceScenario(geography.denied)];
  const all = [
    ...(config.pack ? pack : []),
    ...loaded.flatMap(({ scenarios }) => scenarios),
    ...jails,
    ...places,
  ];
  return {
    scenarios: all.filter(({ name }) => !config.off.has(name)),
    warnings: [
      ...loaded.flatMap(({ problems }) => problems.map((one) => `${one.file}:${one.line}: ${one.message}`)),
      ...unknownNames(config, all),
    ],
  };
}

function unknownNames({ off, shadow }: ScenarioConfig, all: readonly Scenario[]): string[] {
  const known = new Set(all.map(({ name }) => name));
  return [...off, ...shadow]
    .filter((name) => !known.has(name))
    .map((name) => `scenario ${name} is switched off or shadowed, but there is none of that name`);
}
