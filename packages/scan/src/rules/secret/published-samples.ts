import { createHash } from 'node:crypto';

/**
 * Keys that a vendor published itself, in the samples of its libraries or for a public search, as the start of their
 * SHA-256: written out, they would set off every other scanner. Source: firebase/firebase-android-sdk, yarnpkg/berry.
 */
const published = new Set([
  '0b476bdf9acf2123',
  '2037abcaffb2b777',
  '27a9a42931dff7eb',
  '37f8f09bdf12c2f2',
  '3a8b61d0f636b007',
  '3f370c9dd8225c63',
  '49f777db995e8260',
  '4c98242dcadc8b29',
  '8731261cb72d8626',
  '2f21fd9c81678e39',
  'a19f89ab3555eac1',
  'a6c814bc555ae62c',
  'dc0fcf046c61640c',
  'e4a5542bb7fd7b67',
  'ea9bb1082cf95663',
  'eb540d2b6ee2a0a4',
]);

export const isPublishedSample = (secret: string): boolean =>
  published.has(createHash('sha256').update(secret).digest('hex').slice(0, 16));
