import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { baseName } from './image-name.ts';

export const imageWithoutDigest = workloadRule({
  id: 'image/image-without-digest',
  title: 'Container image without a digest',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  optional: true,
  what: 'A service or container names an image by its tag and no digest.',
  why: "A tag can be moved to another image by whoever takes over its owner's account; a digest cannot.",
  fix: 'Add the digest that `docker buildx imagetools inspect` shows, and let a bot keep it current.',
  aliases: ['CKV_K8S_43'],
  bad: [serviceWith('image: nginx:1.29'), containerWith('image: nginx:1.29')],
  good: [serviceWith(`image: nginx:1.29@sha256:${'a'.repeat(64)}`), serviceWith('image: $IMAGE')],
  find({ containers }, report) {
    for (const { image } of containers)
      if (
        image &&
        /:(?!latest$)/.test(baseName(image.text)) &&
        !image.text.includes('@') &&
        !/[${]/.test(image.text)
      )
        report(image, `\`${image.text}\` is not pinned to a digest`, { pin: image.text });
  },
});
