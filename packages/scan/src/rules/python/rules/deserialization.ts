import { argument, type Call, givenValue, hasSpread } from '../flow/call.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const pickles =
  /^(c?_?pickle|cPickle|dill|cloudpickle|shelve|marshal|joblib|pandas|pd|jsonpickle(\.unpickler)?|torch)\.(loads?|Unpickler|open|decode|read_pickle)$/;

export const pickleOfValue = pythonRule({
  id: 'python/pickle-of-value',
  title: 'Pickle read from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-502'],
  kind: 'security',
  what: '`pickle`, `dill`, `shelve`, `marshal`, `jsonpickle`, `joblib` or `pandas.read_pickle` reads data.',
  why: 'A pickle is a program: whoever writes it decides what is called while it is read.',
  fix: 'Use JSON, or check a signature (`hmac.compare_digest`) over the bytes before you read them.',
  aliases: ['B301', 'B403', 'S301'],
  bad: [
    example('import pickle', 'from flask import request', 'pickle.loads(request.cookies["cart"])'),
    example('import pickle', 'def read(data):', '    return pickle.loads(data)'),
  ],
  good: [
    example('import json', 'def read(data):', '    return json.loads(data)'),
    example('import pickle', 'pickle.dumps(cart)'),
  ],
  references: ['https://docs.python.org/3/library/pickle.html'],
  words: /\b(pickle|cPickle|_pickle|dill|cloudpickle|shelve|marshal|joblib|jsonpickle|read_pickle|torch)\b/,
  calls: forEach(
    ['load', 'loads', 'Unpickler', 'open', 'decode', 'read_pickle'],
    (call: Call, look: Look) => {
      if (!pickles.test(call.name)) return;
      // Weights are code too, unless torch is told otherwise; from version 2.6 it is by default.
      if (call.name.startsWith('torch.')) return;
      const judged = judge(givenValue(call, 0));
      if (!judged) return;
      const outside = judged.seen.taint?.origin === 'web';
      look.report(call.node, {
        ...judged.seen,
        severity: outside ? 'critical' : 'medium',
        message: `\`${call.name}\` runs what the data says, and the data ${judged.whence}`,
      });
    },
  ),
});

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

export const connectionReceive = pythonRule({
  id: 'python/connection-receive',
  title: 'Objects received over a connection',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-502'],
  kind: 'security',
  what: '`recv` of a `multiprocessing.connection` reads a pickle from its peer.',
  why: 'Who may connect may run code here; the key of `authkey` is the only lock.',
  fix: 'Use `recv_bytes` with JSON, or let only processes of your own connect.',
  bad: [
    example('from multiprocessing.connection import Client', 'c = Client(("10.0.0.1", 6000))', 'c.recv()'),
  ],
  good: [
    example(
      'from multiprocessing.connection import Client',
      'c = Client(("10.0.0.1", 6000))',
      'c.recv_bytes()',
    ),
  ],
  words: /\bmultiprocessing\b/,
  calls: {
    recv(call, look) {
      if (
        /multiprocessing\.connection\.(Client|Listener|Connection)\(\)/.test(call.name) ||
        call.name === 'multiprocessing.connection.Connection.recv'
      )
        look.report(call.node, { message: 'The peer decides what is called here' });
    },
  },
});

export const massAssignment = pythonRule({
  id: 'python/mass-assignment',
  title: 'Every field of a request written to the database',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-915'],
  kind: 'security',
  what: 'A model is created or updated with `**` of what a request sent.',
  why: 'Fields nobody put into the form (`is_staff`, `balance`) can be set as well.',
  fix: 'Name the fields, or use a form or schema that does.',
  bad: [
    example('def join(request):', '    User.objects.create(**request.POST)'),
    example(
      'def join(request):',
      '    fields = {"active": True}',
      '    fields.update(request.POST.dict())',
      '    User.objects.create(**fields)',
    ),
  ],
  good: [
    example('def join(request):', '    User.objects.create(name=request.POST["name"])'),
    example(
      'def join(request):',
      '    fields = {"name": request.POST["name"]}',
      '    fields["mail"] = request.POST["mail"]',
      '    User.objects.create(**fields)',
    ),
  ],
  ofRequests: true,
  words: /\*\*/,
  calls: {
    '*': (call, look) => {
      if (!/\.(create|update|get_or_create|update_or_create|insert|values)$|^[A-Z]\w*$/.test(call.name))
        return;
      const spread = call.arguments.find(({ keyword }) => keyword === '**');
      if (!spread || spread.value.fixedKeys) return;
      const judged = judgeOutside(spread.value, 'web');
      if (!judged) return;
      look.report(call.node, { ...judged.seen, message: `Which fields are set here ${judged.whence}` });
    },
  },
});

export const deserializationRules: readonly PythonRule[] = [
  pickleOfValue,
  yamlLoad,
  connectionReceive,
  massAssignment,
];
