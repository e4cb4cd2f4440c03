import { type Call, isKeyword } from '../flow/call.ts';
import { loading } from '../model-loading.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

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
