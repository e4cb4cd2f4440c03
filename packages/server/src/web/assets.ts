import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  contentType: string;
  identity: Buffer;
  gzip: Buffer;
  brotli: Buffer;
}

export interface Assets {
  /** The asset of that hashed file name, or null. Its bytes never change under one name: cache it for a year. */
  find(file: string): Asset | null;
}

const built = fileURLToPath(new URL('../../dist/assets', import.meta.url));
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

let manifest: ReadonlyMap<string, string> = new Map();

/**
 * Reads what `npm run build` wrote and makes `assetUrl` answer hashed addresses. With `watch` a new build is seen
 * without a restart. Throws when nothing was built: a server without styles must not start.
 */
export function openAssets({ directory = built, watch = false } = {}): Assets {
  let files = readBuild(directory);
  let readAt = buildTime(directory);
  return {
    find(file) {
      if (watch && buildTime(directory) !== readAt) {
        files = readBuild(directory);
        readAt = buildTime(directory);
      }
      return files.get(file) ?? null;
    },
  };
}

/**
 * The address of an asset by its plain name (`main.css`, `editor.js`). Before `openAssets`, as in tests of pages, it
 * is the plain name itself, so that rendering needs no build.
 */
export const assetUrl = (name: string): string => `/assets/${manifest.get(name) ?? name}`;

function readBuild(directory: string): Map<string, Asset> {
  const names = readManifest(directory);
  manifest = new Map(Object.entries(names.entries));
  return new Map(
    names.files.map((file) => [
      file,
      {
        contentType: types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
        identity: readFileSync(join(directory, file)),
        gzip: readFileSync(join(directory, `${file}.gz`)),
        brotli: readFileSync(join(directory, `${file}.br`)),
      },
    ]),
  );
}

function readManifest(directory: string): { entries: Record<string, string>; files: string[] } {
  let text: string;
  try {
    text = readFileSync(join(directory, 'manifest.json'), 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Error(`Expected styles and scripts in ${directory}, found none: run "npm run build" first.`, {
      cause: error,
    });
  }
  return JSON.parse(text);
}

const buildTime = (directory: string): number => statSync(join(directory, 'manifest.json')).mtimeMs;
