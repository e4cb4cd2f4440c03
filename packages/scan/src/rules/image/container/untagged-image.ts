import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { baseName } from './image-name.ts';

export const untaggedImage = workloadRule({
  id: 'image/untagged-image',
  title: 'Container image without a tag',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  what: 'A service or container names an image with neither tag nor digest, so `latest` is used.',
  why: 'Each start may get another image, with other bugs; nobody chose it and nobody can go back.',
  fix: 'Name a version, better a digest: `nginx:1.29@sha256:…`.',
  aliases: ['CKV_K8S_14', 'latest-tag', 'KSV013'],
  bad: [serviceWith('image: nginx'), containerWith('image: registry.example.org:5000/app')],
  good: [
    serviceWith('image: nginx:1.29'),
    serviceWith('image: web', 'build: .'),
    serviceWith('image: $IMAGE'),
  ],
  find({ containers }, report) {
    for (const { image } of containers)
      if (image && !/[:@]/.test(baseName(image.text)) && !/[${]/.test(image.text))
        report(image, `\`${image.text}\` has no tag: whatever is \`latest\` that day is used`);
  },
});
