import { argument, type Call, hasSpread, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const hub =
  /^(transformers|datasets|huggingface_hub|diffusers|sentence_transformers|peft|timm|evaluate)\b.*\.(from_pretrained|load_dataset|hf_hub_download|snapshot_download|pipeline|SentenceTransformer)$/;
const loading = [
  'from_pretrained',
  'load_dataset',
  'hf_hub_download',
  'snapshot_download',
  'pipeline',
  'SentenceTransformer',
];

export const modelRunsCode = pythonRule({
  id: 'python/model-runs-code',
  title: 'Model that is allowed to bring its own code',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-502', 'CWE-829'],
  kind: 'security',
  what: '`trust_remote_code=True`, or `torch.load` with `weights_only=False`.',
  why: 'Whoever may change the model, or the file of its weights, decides what runs in your process.',
  fix: 'Load weights as safetensors, or with `weights_only=True`; copy the model’s code into your own repository after reading it.',
  aliases: ['B614', 'S614'],
  bad: [
    example(
      'from transformers import AutoModel',
      'AutoModel.from_pretrained("org/model", trust_remote_code=True)',
    ),
    example('import torch', 'torch.load("model.pt", weights_only=False)'),
  ],
  good: [
    example('from transformers import AutoModel', 'AutoModel.from_pretrained("./model")'),
    example('import torch', 'torch.load("model.pt", weights_only=True)'),
  ],
  references: ['https://pytorch.org/docs/stable/generated/torch.load.html'],
  words: /\b(trust_remote_code|weights_only)\b/,
  calls: {
    ...forEach(loading, (call: Call, look: Look) => {
      if (isKeyword(call, 'trust_remote_code', 'True', look.textOf))
        look.report(call.node, { message: 'The model brings code that is run here' });
    }),
    load(call, look) {
      if (call.name === 'torch.load' && isKeyword(call, 'weights_only', 'False', look.textOf))
        look.report(call.node, { message: 'This file is read as a pickle, which is a program' });
    },
  },
});

export const modelNotPinned = pythonRule({
  id: 'python/model-not-pinned',
  title: 'Model or data set downloaded without a revision',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'A model or data set is taken from the Hugging Face hub by its name alone, or by a branch or tag.',
  why: 'What its owner, or whoever took over the account, uploads tomorrow is used tomorrow.',
  fix: 'Name the commit: `revision="5d0f2e8a7f1a…"`.',
  aliases: ['B615', 'S615'],
  bad: [
    example('from transformers import AutoModel', 'AutoModel.from_pretrained("org/model")'),
    example('from datasets import load_dataset', 'load_dataset("org/data", revision="main")'),
  ],
  good: [
    example(
      'from transformers import AutoModel',
      'AutoModel.from_pretrained("org/model", revision="5d0f2e8a7f1a4c3b9e6d2a1b0c9f8e7d6a5b4c3d")',
    ),
    example('from transformers import AutoModel', 'AutoModel.from_pretrained("./model")'),
  ],
  references: ['https://huggingface.co/docs/huggingface_hub/guides/download'],
  words: /\b(from_pretrained|load_dataset|hf_hub_download|snapshot_download)\b/,
  calls: forEach(loading.slice(0, 4), (call: Call, look: Look) => {
    if (!hub.test(call.name) || hasSpread(call)) return;
    const name = (argument(call, 0, 'repo_id') ?? argument(call, 0, 'path'))?.value.text ?? '';
    const revision = argument(call, -1, 'revision');
    // A path of one's own is no name of the hub; a revision from elsewhere is somebody's choice.
    const isNamed = /^[\w-]+(\/[\w.-]+)?$/.test(name);
    const isPinned =
      revision !== null && (revision.value.text === null || /^[\da-f]{7,40}$/.test(revision.value.text));
    if (isNamed && !isPinned)
      look.report(call.node, { message: `\`${name}\` is whatever it is on the day of the download` });
  }),
});

export const modelRules: readonly PythonRule[] = [modelRunsCode, modelNotPinned];
