import { argument, type Call, hasSpread } from '../flow/call.ts';
import { loading } from '../model-loading.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const hub =
  /^(transformers|datasets|huggingface_hub|diffusers|sentence_transformers|peft|timm|evaluate)\b.*\.(from_pretrained|load_dataset|hf_hub_download|snapshot_download|pipeline|SentenceTransformer)$/;

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
