import type { SourceFile } from '../../engine/file.ts';
import { constantOf, type Known } from './expression/constant.ts';
import { onlyTermOf } from './expressions.ts';
import { majorOf, versionOf } from './version.ts';
import { actionOf, type Step } from './workflow-file.ts';

/** The setting of an input, lower-case: null when it is absent, `?` when it turns out only at run time. */
type Setting = (name: string) => string | null;

/**
 * Does the step restore what earlier runs left in the cache of the repository? `major` is null when nothing in the file
 * says which version of the action runs.
 */
type Restores = (setting: Setting, major: number | null) => boolean;

const isOn = (value: string | null): boolean => !/^(false|no|off|0|)$/.test(value ?? '');
const unlessOff =
  (name: string): Restores =>
  (setting) =>
    isOn(setting(name) ?? 'true');
const ifOn =
  (name: string): Restores =>
  (setting) =>
    isOn(setting(name));
const unlessOn =
  (name: string): Restores =>
  (setting) => {
    const value = setting(name);
    return value === '?' || !isOn(value);
  };
const always: Restores = () => true;
const fromActionsCache: Restores = (setting) =>
  /type=gha|^\?$/.test([setting('cache-from'), setting('set'), setting('*.cache-from')].join('\n'));

/** Actions that cache. Source: the actions' own documentation. */
const caching: Readonly<Record<string, Restores>> = {
  'actions/cache': unlessOn('lookup-only'),
  'actions/cache/restore': unlessOn('lookup-only'),
  'actions/setup-dotnet': ifOn('cache'),
  'actions/setup-go': unlessOff('cache'),
  'actions/setup-java': ifOn('cache'),
  // From version 5 on it caches unasked.
  'actions/setup-node': (setting, major) =>
    isOn(setting('cache')) || ((major ?? 5) >= 5 && isOn(setting('package-manager-cache') ?? 'true')),
  'actions/setup-python': ifOn('cache'),
  'actions-rust-lang/setup-rust-toolchain': unlessOff('cache'),
  // From version 10 on `auto`, the default, caches no release.
  'astral-sh/setup-uv': (setting, major) => {
    const value = setting('enable-cache') ?? 'auto';
    return value === 'auto' ? (major ?? 9) < 10 : isOn(value);
  },
  'awalsh128/cache-apt-pkgs-action': always,
  'buildjet/cache': unlessOn('lookup-only'),
  'determinatesystems/magic-nix-cache-action': unlessOff('use-gha-cache'),
  'docker/bake-action': fromActionsCache,
  'docker/build-push-action': fromActionsCache,
  'docker/setup-buildx-action': (setting) =>
    isOn(setting('cache-binary') ?? 'true') && isOn(setting('version')),
  'graalvm/setup-graalvm': ifOn('cache'),
  'gradle/actions/setup-gradle': unlessOn('cache-disabled'),
  'gradle/gradle-build-action': unlessOn('cache-disabled'),
  'hendrikmuhs/ccache-action': unlessOff('restore'),
  'jdx/mise-action': unlessOff('cache'),
  'julia-actions/cache': always,
  'mlugg/setup-zig': unlessOff('use-cache'),
  'mozilla-actions/sccache-action': always,
  'nix-community/cache-nix-action': always,
  'oven-sh/setup-bun': unlessOn('no-cache'),
  'pnpm/action-setup': ifOn('cache'),
  'prefix-dev/setup-pixi': ifOn('cache'),
  'pyo3/maturin-action': ifOn('sccache'),
  'ramsey/composer-install': unlessOn('ignore-cache'),
  'ruby/setup-ruby': ifOn('bundler-cache'),
  'swatinem/rust-cache': unlessOn('lookup-only'),
  'useblacksmith/cache': unlessOn('lookup-only'),
};

/** Does the step restore a cache when that much is known of the run? */
export function restoresCache(step: Step, file: SourceFile, known: Known): boolean {
  const restores = step.uses && caching[actionOf(step.uses)];
  return restores
    ? restores((name) => settingOf(step, name, known), majorOf(versionOf(step.uses, file)))
    : false;
}

function settingOf({ inputs }: Step, name: string, known: Known): string | null {
  const input = inputs.get(name);
  if (!input?.text.includes('${{')) return input?.text.trim().toLowerCase() ?? null;
  const term = onlyTermOf(input);
  const value = term ? constantOf(term, known) : undefined;
  return value === undefined ? '?' : String(value ?? '').toLowerCase();
}
