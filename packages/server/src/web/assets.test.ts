import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assetUrl, openAssets } from './assets.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bugheist-assets-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function writeBuild(css: string, hash: string) {
  for (const end of ['', '.gz', '.br'])
    writeFileSync(join(directory, `main.${hash}.css${end}`), `${css}${end}`);
  const manifest = { entries: { 'main.css': `main.${hash}.css` }, files: [`main.${hash}.css`] };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
}

test('before a build is opened pages draw with plain names', () => {
  expect(assetUrl('main.css')).toBe('/assets/main.css');
});

test('a server without a build does not start, and says what to do', () => {
  expect(() => openAssets({ directory })).toThrow('run "npm run build" first');
});

test('an asset is found under its hashed name alone', () => {
  writeBuild('a', 'H1');
  const assets = openAssets({ directory });
  expect(assetUrl('main.css')).toBe('/assets/main.H1.css');
  expect(assets.find('main.H1.css')).toMatchObject({ contentType: 'text/css; charset=utf-8' });
  expect(assets.find('main.H1.css')?.gzip.toString()).toBe('a.gz');
  expect(assets.find('main.css')).toBeNull();
  expect(assets.find('../manifest.json')).toBeNull();
});

test('while watching, a new build is seen at the next page', () => {
  writeBuild('a', 'H1');
  const assets = openAssets({ directory, watch: true });
  writeBuild('b', 'H2');
  utimesSync(join(directory, 'manifest.json'), new Date(), new Date(Date.now() + 5000));
  expect(assetUrl('main.css')).toBe('/assets/main.H2.css');
  expect(assets.find('main.H2.css')?.identity.toString()).toBe('b');
});
