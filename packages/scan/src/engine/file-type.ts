import { basename, extname } from 'node:path/posix';

/** What a file is to the rules. One file has one type; a rule lists the types it wants. */
export const fileTypes = [
  'javascript',
  'typescript',
  'vue',
  'svelte',
  'html',
  'template',
  'python',
  'dockerfile',
  'compose',
  'kubernetes',
  'workflow',
  'pipeline',
  'lockfile',
  'manifest',
  'package-config',
  'env',
  'yaml',
  'json',
  'toml',
  'xml',
  'shell',
  'markdown',
  'text',
] as const;
export type FileType = (typeof fileTypes)[number];

/**
 * The type of a file, from its path and, where the path does not say, its first bytes.
 * GitHub Actions are `workflow`; other CI systems are `pipeline`. Everything unknown is `text`.
 */
export function classify(path: string, bytes: Buffer): FileType {
  return typeOfPath(path) ?? typeOfExtension(path, bytes) ?? typeOfShebang(bytes) ?? 'text';
}

const lockfiles = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  '.package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'pylock.toml',
  'Pipfile.lock',
  'go.sum',
]);
const manifests = new Set([
  'package.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'Pipfile',
  'go.mod',
  'deno.json',
]);
const packageConfigs = new Set([
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'pnpm-workspace.yaml',
  'bunfig.toml',
  'pip.conf',
  'pip.ini',
  'uv.toml',
  '.pypirc',
]);
const pipelines = new Set([
  '.gitlab-ci.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '.travis.yml',
  '.drone.yml',
  '.woodpecker.yml',
]);

const pipelinePaths =
  /(^|\/)\.circleci\/[^/]+\.ya?ml$|\.gitlab-ci\.ya?ml$|(^|\/)\.gitlab\/ci\/.+\.ya?ml$|(^|\/)azure-pipelines[-_.\w]*\.ya?ml$|(^|\/)\.woodpecker\/.+\.ya?ml$/;

function typeOfPath(path: string): FileType | null {
  const name = basename(path);
  if (lockfiles.has(name) || /^pylock\.[^.]+\.toml$/.test(name)) return 'lockfile';
  if (manifests.has(name) || /^(.*[-_.])?requirements([-_.].*)?\.(txt|in)$/.test(name)) return 'manifest';
  if (/(^|\/)requirements\/[^/]+\.(txt|in)$/.test(path)) return 'manifest';
  if (packageConfigs.has(name)) return 'package-config';
  if (pipelines.has(name) || pipelinePaths.test(path)) return 'pipeline';
  if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^action\.ya?ml$/.test(name))
    return 'workflow';
  if (/^(dockerfile|containerfile)([-_.].*)?$|\.(dockerfile|containerfile)$/i.test(name)) return 'dockerfile';
  if (/^(docker-|podman-)?compose([-_.].*)?\.ya?ml$/.test(name)) return 'compose';
  if (/^\.env(\..+)?$|\.env$/.test(name)) return 'env';
  return null;
}

const extensions: Record<string, FileType> = {
  '.js': 'javascript',
  '.cjs': 'javascript',
  '.mjs': 'javascript',
  '.jsx': 'javascript',
  '.ts': 'typescript',
  '.cts': 'typescript',
  '.mts': 'typescript',
  '.tsx': 'typescript',
  '.vue': 'vue',
  '.svelte': 'svelte',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.ejs': 'template',
  '.hbs': 'template',
  '.handlebars': 'template',
  '.mustache': 'template',
  '.pug': 'template',
  '.jade': 'template',
  '.j2': 'template',
  '.jinja': 'template',
  '.jinja2': 'template',
  '.njk': 'template',
  '.twig': 'template',
  '.py': 'python',
  '.pyw': 'python',
  '.json': 'json',
  '.jsonc': 'json',
  '.toml': 'toml',
  '.xml': 'xml',
  '.sh': 'shell',
  '.bash': 'shell',
  '.zsh': 'shell',
  '.ksh': 'shell',
  '.md': 'markdown',
  '.markdown': 'markdown',
};

function typeOfExtension(path: string, bytes: Buffer): FileType | null {
  const extension = extname(path).toLowerCase();
  if (extension === '.yaml' || extension === '.yml') return typeOfYaml(bytes);
  if (extension === '.json' && isManifest(bytes)) return 'kubernetes';
  return extensions[extension] ?? null;
}

/** A Kubernetes manifest in JSON, which is YAML, too. */
function isManifest(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 512);
  return /^\s*\{/.test(head) && /"apiVersion"\s*:/.test(head) && /"kind"\s*:/.test(head);
}

function typeOfYaml(bytes: Buffer): FileType {
  const head = bytes.toString('latin1', 0, 65_536);
  if (isManifest(bytes)) return 'kubernetes';
  return /^["']?apiVersion["']?\s*:/m.test(head) && /^["']?kind["']?\s*:/m.test(head) ? 'kubernetes' : 'yaml';
}

function typeOfShebang(bytes: Buffer): FileType | null {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return null;
  const line = bytes.toString('latin1', 0, 128).split('\n', 1)[0] ?? '';
  if (/\b(node|bun|deno)\b/.test(line)) return 'javascript';
  if (/\bpython[\d.]*\b/.test(line)) return 'python';
  return /\b(ba|da|z|k|a)?sh\b/.test(line) ? 'shell' : null;
}
