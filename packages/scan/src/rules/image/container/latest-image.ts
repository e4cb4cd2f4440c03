import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const latestImage = workloadRule({
  id: 'image/latest-image',
  title: 'Container image with the tag latest',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  what: 'A service or container names an image by the tag `latest`.',
  why: 'Each start may get another image, with other bugs; nobody chose it and nobody can go back.',
  fix: 'Name a version, better a digest: `nginx:1.29@sha256:…`.',
  aliases: ['CKV_K8S_14', 'latest-tag', 'KSV013'],
  bad: [serviceWith('image: nginx:latest'), containerWith('image: "nginx:latest"')],
  good: [serviceWith('image: nginx:1.29'), containerWith(`image: nginx:latest@sha256:${'a'.repeat(64)}`)],
  find({ containers }, report) {
    for (const { image } of containers)
      if (image && /:latest$/.test(image.text)) report(image, `\`${image.text}\` is another image tomorrow`);
  },
});
