import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

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

interface Build {
  /** Plain name → hashed file. */
  entries: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, Asset>;
}

const built = join(packageRoot, 'dist/assets');
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

let currentBuild: () => Build | null = () => null;

/**
 * Reads what `npm run build` wrote and makes `assetUrl` answer hashed addresses. With `watch` a new build is seen
 * without a restart. Throws when nothing was built: a server without styles must not start.
 */
export function openAssets({ directory = built, watch = false } = {}): Assets {
  let build = readBuild(directory);
  let readAt = buildTime(directory);
  const current = () => {
    if (watch && buildTime(directory) !== readAt) {
      readAt = buildTime(directory);
      build = readBuild(directory);
    }
    return build;
  };
  currentBuild = current;
  return { find: (file) => current().files.get(file) ?? null };
}

/**
 * The address of an asset by its plain name (`main.css`, `editor.js`). Before `openAssets`, as in tests of pages, it
 * is the plain name itself, so that rendering needs no build.
 */
export const assetUrl = (name: string): string => `/assets/${currentBuild()?.entries.get(name) ?? name}`;

function readBuild(directory: string): Build {
  const { entries, files } = readManifest(directory);
  return {
    entries: new Map(Object.entries(entries)),
    files: new Map(files.map((file) => [file, readAsset(directory, file)])),
  };
}

const readAsset = (directory: string, file: string): Asset => ({
  contentType: types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  identity: readFileSync(join(directory, file)),
  gzip: readFileSync(join(directory, `${file}.gz`)),
  brotli: readFileSync(join(directory, `${file}.br`)),
});

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
