import { argument, type Call, givenValue, hasSpread } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const safeLoaders = /\b(C?SafeLoader|C?BaseLoader)\b/;

export const yamlLoad = pythonRule({
  id: 'python/yaml-load',
  title: 'YAML read with a loader that makes objects',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-502'],
  kind: 'security',
  what: '`yaml.load` without a safe loader, `yaml.unsafe_load` or `full_load`, or ruamel.yaml’s `typ="unsafe"`.',
  why: 'Tags like `!!python/object/apply:os.system` run while such a file is read.',
  fix: 'Use `yaml.safe_load`.',
  aliases: ['B506', 'S506'],
  bad: [
    example('import yaml', 'yaml.load(text)'),
    example('import yaml', 'yaml.load(text, Loader=yaml.UnsafeLoader)'),
  ],
  good: [
    example('import yaml', 'yaml.safe_load(text)'),
    example('import yaml', 'yaml.load(text, Loader=yaml.SafeLoader)'),
    example('import yaml', 'yaml.load(text, SafeLoader)'),
  ],
  references: ['https://pyyaml.org/wiki/PyYAMLDocumentation'],
  words: /\b(yaml|YAML)\b/,
  calls: {
    ...forEach(['load', 'load_all'], (call: Call, look: Look) => {
      if (!/^yaml\.load(_all)?$/.test(call.name)) return;
      const loader = argument(call, 1, 'Loader');
      const name = loader?.value.name ?? '';
      if (safeLoaders.test(name) || (loader === null && hasSpread(call))) return;
      const known = loader === null || /^yaml\.((Unsafe|Full)?Loader|CLoader|loader\.\w+)$/.test(name);
      look.report(call.node, {
        ...(known ? {} : { confidence: 'review' as const }),
        message: loader
          ? `The loader ${look.textOf(loader.node)} is not known to be safe`
          : 'No safe loader is named',
      });
    }),
    ...forEach(['unsafe_load', 'unsafe_load_all', 'full_load', 'full_load_all'], (call: Call, look: Look) => {
      if (/^yaml\./.test(call.name))
        look.report(call.node, {
          ...(givenValue(call, 0).harmless ? { confidence: 'review' as const } : {}),
          message: `\`${call.name}\` makes objects of whatever classes the file names`,
        });
    }),
    YAML(call, look) {
      if (
        /["']unsafe["']/.test(
          argument(call, -1, 'typ') ? look.textOf(argument(call, -1, 'typ')?.node ?? call.node) : '',
        )
      )
        look.report(call.node, { message: 'This reader makes objects of whatever classes the file names' });
    },
  },
});
