import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildLettering } from './build-lettering.js';
import { lucideIcons, ownIcons } from './src/web/icons.ts';

const here = import.meta.dirname;
const source = join(here, 'src');
const web = join(source, 'web');
const out = join(here, 'dist/assets');
const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/icons/bug.svg'));

/** Browsers that know light-dark(), nesting and cascade layers, so that none of it is rewritten. */
const target = ['chrome123', 'firefox121', 'safari17.5'];

/** Writes every browser asset under a name that changes with its bytes, and manifest.json (name → file, and every file). */
async function buildAssets() {
  const files = [...(await styles()), ...(await islands()), ...pictures()];
  const named = files.filter(({ name }) => name !== null);
  const manifest = {
    entries: Object.fromEntries(named.map(({ name, file }) => [name, file])),
    files: files.map(({ file }) => file),
  };
  mkdirSync(out, { recursive: true });
  const kept = new Set(['manifest.json']);
  for (const { file, bytes } of files) {
    for (const [name, content] of variants(file, bytes)) {
      writeFileSync(join(out, name), content);
      kept.add(name);
    }
  }
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of readdirSync(out)) if (!kept.has(file)) rmSync(join(out, file));
}

async function styles() {
  const parts = ['reset', 'tokens', 'base'].map((layer) => `@import "./${layer}.css" layer(${layer});`);
  for (const layer of ['components', 'rooms'])
    for (const file of globSync(`${layer}/*.css`, { cwd: join(web, 'styles') }).sort())
      parts.push(`@import "./${file}" layer(${layer});`);
  const result = await build({
    stdin: {
      contents: ['@layer reset, tokens, base, components, rooms;', ...parts].join('\n'),
      resolveDir: join(web, 'styles'),
      loader: 'css',
    },
    bundle: true,
    minify: true,
    target,
    write: false,
  });
  return [hashed('main.css', result.outputFiles[0].contents)];
}

/** One module an island; what several share (Preact above all) goes into chunks they import. */
async function islands() {
  const entryPoints = globSync('**/islands/*.{ts,tsx}', {
    cwd: source,
    exclude: (path) => path.includes('.test.'),
  })
    .filter((path) => !/\.(test|d)\.tsx?$/.test(path))
    .sort();
  const names = entryPoints.map((path) => `${basename(path).replace(/\.tsx?$/, '')}.js`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice)
    throw new Error(`Two islands are called ${twice}; an island's name is its URL, so choose another.`);
  const result = await build({
    entryPoints: entryPoints.map((path) => join(source, path)),
    outdir: out,
    entryNames: '[name].[hash]',
    chunkNames: 'chunk.[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target,
    conditions: ['source'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const entryOf = new Map(
    Object.entries(result.metafile.outputs).map(([path, { entryPoint }]) => [basename(path), entryPoint]),
  );
  return result.outputFiles.map(({ path, contents }) => {
    const file = basename(path);
    const entry = entryOf.get(file);
    return { name: entry ? `${basename(entry).replace(/\.tsx?$/, '')}.js` : null, file, bytes: contents };
  });
}

function pictures() {
  const symbols = [
    ...lucideIcons.map((name) => symbol(name, join(lucide, `${name}.svg`))),
    ...ownIcons.map((name) => symbol(name, join(web, 'icons', `${name}.svg`))),
  ];
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
  return [
    hashed('icons.svg', Buffer.from(sprite)),
    hashed('favicon.svg', readFileSync(join(web, 'icons/favicon.svg'))),
  ];
}

function symbol(name, path) {
  const [, attributes, body] = /<svg([^>]*)>(.*)<\/svg>/s.exec(readFileSync(path, 'utf8'));
  const kept = [...attributes.matchAll(/(viewBox|fill|stroke[a-z-]*)="[^"]*"/g)].map(([text]) => text);
  return `<symbol id="${name}" ${kept.join(' ')}>${body.replace(/\s*\n\s*/g, '').replace(/\s+\/>/g, '/>')}</symbol>`;
}

function hashed(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('base64url').replace(/[-_]/g, '').slice(0, 10);
  return { name, file: name.replace(/(\.[a-z]+)$/, `.${hash}$1`), bytes };
}

const variants = (file, bytes) => [
  [file, bytes],
  [`${file}.gz`, gzipSync(bytes, { level: 9 })],
  [`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
];

await buildAssets();
buildLettering(join(here, 'dist/lettering.json'));

if (process.argv.includes('--watch')) {
  let timer = null;
  const rebuild = () =>
    buildAssets().catch((error) => {
      console.error(error.message);
    });
  watch(source, { recursive: true }, (_, path) => {
    if (path === null || !/islands|styles|icons/.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(rebuild, 60);
  });
}
