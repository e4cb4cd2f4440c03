import { at, isTrue } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const unverifiedExtension = resourceRule({
  id: 'image/unverified-extension',
  title: 'API extension whose certificate is not checked',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kinds: ['APIService'],
  what: 'An `APIService` says `insecureSkipTLSVerify: true`.',
  why: 'Whoever gets between answers for the API, with the identity of whoever asks.',
  fix: 'Give it a `caBundle`.',
  bad: [resourceOf('apiregistration.k8s.io/v1', 'APIService', 'spec:', '  insecureSkipTLSVerify: true')],
  good: [resourceOf('apiregistration.k8s.io/v1', 'APIService', 'spec:', '  caBundle: LS0t')],
  find({ yaml, name }, report) {
    const skip = at(yaml, 'spec', 'insecureSkipTLSVerify');
    if (isTrue(skip)) report(skip, `The certificate of \`${name}\` is not checked`);
  },
});
