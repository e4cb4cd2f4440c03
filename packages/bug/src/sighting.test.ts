import { expect, test } from 'vitest';
import { describePlace, type Place, sourceOf } from './sighting.ts';

test('a report is seen by a person, a hit by a scanner, an incident by the guard', () => {
  const types = ['report', 'hit', 'incident'] as const;
  expect(types.map((type) => sourceOf({ type }))).toEqual(['person', 'scanner', 'guard']);
});

const places: [string, Place][] = [
  ['src/a.ts:12:3', { type: 'file', path: 'src/a.ts', line: 12, column: 3 }],
  ['src/a.ts:12', { type: 'file', path: 'src/a.ts', line: 12, column: null }],
  ['src/a.ts', { type: 'file', path: 'src/a.ts', line: null, column: 3 }],
  ['POST https://a.test/s (q)', { type: 'url', method: 'POST', url: 'https://a.test/s', parameter: 'q' }],
  ['https://a.test/', { type: 'url', method: null, url: 'https://a.test/', parameter: null }],
  [
    'lodash 4.17.20 (npm) in web/package-lock.json',
    {
      type: 'package',
      ecosystem: 'npm',
      name: 'lodash',
      version: '4.17.20',
      manifest: 'web/package-lock.json',
    },
  ],
  ['aws_s3_bucket.logs in main.tf', { type: 'resource', name: 'aws_s3_bucket.logs', path: 'main.tf' }],
  ['front door lock', { type: 'words', text: 'front door lock' }],
];

test.each(places)('a place reads as %s', (text, place) => {
  expect(describePlace(place)).toBe(text);
});
