import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, foreignBases } from '../dockerfile.ts';

/** Releases whose support has ended, none of which will get fixes again. Source: the vendors' own pages of support. */
const ended: readonly (readonly [image: RegExp, tags: RegExp])[] = [
  [/^debian$/, /^([1-9]|10|squeeze|wheezy|jessie|stretch|buster)\b/],
  [
    /^ubuntu$/,
    /^(1[0-9]\.\d\d|2[13]\.\d\d|20\.10|22\.10|24\.10|precise|trusty|xenial|bionic|artful|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic)\b/,
  ],
  [/^alpine$/, /^(2\.\d+|3\.(\d|1[0-9]))(\.|-|$)/],
  [/^centos$/, /^(?!stream9|stream10)\S/],
  [/^fedora$/, /^([1-9]|[1-3]\d|40)\b/],
  [/^node$/, /^(\d|1\d|2[013])(\.|-|$)|^(argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron)\b/],
  [/^python$/, /^(2|3\.[0-8])(\.|-|$)/],
  [/^ruby$/, /^([12]|3\.[01])(\.|-|$)/],
  [/^php$/, /^([5-7]|8\.0)(\.|-|$)/],
  [/^golang$/, /^1\.(\d|1\d|2[0-3])(\.|-|$)/],
  [/^postgres$/, /^(9|1[0-2])(\.|-|$)/],
  [/^mysql$/, /^5(\.|-|$)/],
  [/^mongo$/, /^([1-3]|4\.\d|5\.0)(\.|-|$)/],
  [/^redis$/, /^([2-5]|6\.0)(\.|-|$)/],
  [/^elasticsearch$/, /^[1-6](\.|-|$)/],
];

export const endOfLifeBase = fileRule({
  id: 'image/end-of-life-base',
  title: 'Base image that gets no more fixes',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1104'],
  kind: 'security',
  what: 'A `FROM` names a release whose support has ended.',
  why: 'Known holes in it stay open for ever.',
  fix: 'Move to a release that is supported.',
  bad: [{ Dockerfile: 'FROM node:16-alpine\n' }, { Dockerfile: 'FROM debian:stretch-slim\n' }],
  good: [
    { Dockerfile: 'FROM node:24-slim\n' },
    { Dockerfile: 'FROM debian:12.1\n' },
    { Dockerfile: 'FROM example.org/node:16\n' },
  ],
  references: ['https://endoflife.date/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { from } of foreignBases(file.tree(dockerfile))) {
      const [, name = '', tag = ''] =
        /^(?:docker\.io\/)?(?:library\/)?([\w-]+):([^@]+)/.exec(from.image) ?? [];
      if (ended.some(([image, tags]) => image.test(name) && tags.test(tag)))
        report({ start: from.start, end: from.end, message: `\`${name}:${tag}\` gets no more fixes` });
    }
  },
});
