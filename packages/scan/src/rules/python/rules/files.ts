import { argument, type Call, givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';

const opening =
  /^((builtins|io|codecs|gzip|bz2|lzma|tarfile|zipfile|aiofiles|os)\.)?(open|file)$|^os\.(remove|unlink|rmdir|rename|mkdir|makedirs|listdir|scandir)$|^shutil\.(rmtree|copy|copyfile|copy2|move)$|(^|\.)(send_file|FileResponse|static_file)$|^(pathlib\.)?Path\(\)\.(open|read_text|read_bytes|write_text|write_bytes|unlink|rmdir)$|^(zipfile\.ZipFile|tarfile\.TarFile)$/;

export const pathOfInput = pythonRule({
  id: 'python/path-of-input',
  title: 'File chosen by a request',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-22', 'CWE-73'],
  kind: 'security',
  what: 'A file is opened, sent or removed whose path has part of a request in it.',
  why: 'With `../../etc/passwd`, or an absolute path that `os.path.join` takes over, any file of the machine is meant.',
  fix: 'Use an id and look the path up; or `werkzeug.utils.secure_filename`, `send_from_directory`, or resolve the path and check that it is below the folder.',
  bad: [
    example(
      'import os',
      'from flask import request',
      'def read():',
      '    return open(os.path.join("/srv/docs", request.args["name"])).read()',
    ),
    example(
      'from django.http import FileResponse',
      'def send(request):',
      '    return FileResponse(open("media/" + request.GET["f"], "rb"))',
    ),
  ],
  good: [
    example(
      'from flask import request, send_from_directory',
      'def read():',
      '    return send_from_directory("/srv/docs", request.args["name"])',
    ),
    example(
      'import os',
      'from flask import request',
      'from werkzeug.utils import secure_filename',
      'def read():',
      '    return open(os.path.join("/srv/docs", secure_filename(request.args["name"]))).read()',
    ),
    example('def read(path):', '    return open(path).read()'),
  ],
  ofRequests: true,
  words:
    /\b(open|file|remove|unlink|rmdir|rmtree|rename|makedirs|listdir|scandir|copyfile|send_file|FileResponse|static_file|read_text|read_bytes|write_text|write_bytes|ZipFile)\b/,
  calls: {
    '*': (call, look) => {
      if (!opening.test(call.name)) return;
      const isPath = /Path\(\)\./.test(call.name);
      const value = isPath ? call.receiver : argument(call, 0, 'file')?.value;
      const judged = value && judgeOutside(value, 'web');
      if (!judged) return;
      look.report(call.node, { ...judged.seen, message: `Which file this is ${judged.whence}` });
    },
  },
});

export const temporaryName = pythonRule({
  id: 'python/temporary-name',
  title: 'Temporary file by a name that others can guess',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-377'],
  kind: 'security',
  what: '`tempfile.mktemp`, `os.tempnam`, or a fixed name below `/tmp` that is written.',
  why: 'Somebody else on the machine makes a file or link of that name first, and your program writes where they want.',
  fix: 'Use `tempfile.NamedTemporaryFile` or `mkstemp`, which make the file at once.',
  aliases: ['B306', 'B325', 'B108', 'S306', 'S108'],
  bad: [example('import tempfile', 'name = tempfile.mktemp()'), example('open("/tmp/report.txt", "w")')],
  good: [
    example('import tempfile', 'with tempfile.NamedTemporaryFile() as f:', '    f.write(b"x")'),
    example('open("/tmp/report.txt")'),
  ],
  words: /\b(mktemp|tempnam|tmpnam)\b|["']\/(var\/tmp|tmp|dev\/shm)\//,
  calls: {
    ...forEach(['mktemp', 'tempnam', 'tmpnam'], (call: Call, look: Look) => {
      if (/^(tempfile\.mktemp|os\.(tempnam|tmpnam))$/.test(call.name))
        look.report(call.node, { message: `\`${call.name}\` gives a name, not a file` });
    }),
    open(call, look) {
      const path = givenValue(call, 0).text;
      const mode = givenValue(call, 1, 'mode').text ?? 'r';
      if (
        call.name === 'open' &&
        path !== null &&
        /^\/(var\/tmp|tmp|dev\/shm)\/./.test(path) &&
        /[wax+]/.test(mode)
      )
        look.report(call.node, {
          confidence: 'review',
          severity: 'low',
          message: `Everybody can make \`${path}\` first`,
        });
    },
  },
});

export const filePermissions = pythonRule({
  id: 'python/file-permissions',
  title: 'File that everybody may change',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-276', 'CWE-732'],
  kind: 'security',
  what: '`os.chmod` and its like give write (or run) permission to everybody or to the group.',
  why: 'Any other program on the machine can put its own content there.',
  fix: 'Give others no more than they need: `0o600` or `0o640`, folders `0o700`.',
  aliases: ['B103', 'S103'],
  bad: [
    example('import os', 'os.chmod("/srv/run.sh", 0o777)'),
    example('import os, stat', 'os.chmod(path, stat.S_IRWXU | stat.S_IWOTH)'),
  ],
  good: [
    example('import os', 'os.chmod("/srv/key", 0o600)'),
    example('import os, stat', 'os.chmod(path, stat.S_IRUSR)'),
  ],
  words: /\b(chmod|fchmod|lchmod|umask)\b/,
  calls: {
    ...forEach(['chmod', 'fchmod', 'lchmod'], (call: Call, look: Look) => {
      const isPath = !/^os\./.test(call.name);
      if (isPath && !/Path\(\)\.chmod$|path\.chmod$/.test(call.name)) return;
      const given = argument(call, isPath ? 0 : 1, 'mode');
      const mode = given && modeOf(look.textOf(given.node));
      if (mode === null || (mode & 0o033) === 0) return;
      look.report(call.node, {
        ...((mode & 0o002) === 0 ? { confidence: 'review' as const, severity: 'low' as const } : {}),
        message: `${mode.toString(8)}: ${(mode & 0o002) === 0 ? 'more than the owner may change or run it' : 'everybody may change it'}`,
      });
    }),
    umask(call, look) {
      const given = argument(call, 0);
      // `before = os.umask(0)` is how the present one is asked for.
      if (call.node.parent?.type === 'assignment') return;
      if (call.name === 'os.umask' && given && modeOf(look.textOf(given.node)) === 0)
        look.report(call.node, { message: 'New files can be changed by everybody' });
    },
  },
});

const bits: Record<string, number> = {
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: 0o002,
  S_IXOTH: 0o001,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
};

/** `0o777`, `0777`, `511`, `stat.S_IRWXU | 0o022`; of `before | 0o022` what is added; null when nothing is known. */
export function modeOf(text: string): number | null {
  let mode: number | null = null;
  for (const part of text.replace(/\s/g, '').split('|')) {
    const name = /(?:^|\.)(S_I\w+)\)?$/.exec(part)?.[1];
    const value = name === undefined ? numberOf(part.replace(/^\(+|\)+$/g, '')) : bits[name];
    if (value !== undefined && !Number.isNaN(value)) mode = (mode ?? 0) | value;
  }
  return mode;
}

const numberOf = (text: string): number => {
  if (/^0[oO]?[0-7]+$/.test(text)) return Number.parseInt(text.replace(/^0[oO]?/, ''), 8);
  return /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)$/.test(text) ? Number(text) : Number.NaN;
};

export const archiveExtraction = pythonRule({
  id: 'python/archive-extraction',
  title: 'Archive unpacked wherever it says',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-22'],
  kind: 'security',
  what: '`extractall` or `extract` of a tar archive without `filter`, or `shutil.unpack_archive`.',
  why: 'Members with `../` or absolute names, and links, write outside the folder.',
  fix: 'Pass `filter="data"` (Python 3.12, and later releases of 3.8 to 3.11).',
  aliases: ['B202', 'S202'],
  bad: [example('import tarfile', 'def unpack(path):', '    tarfile.open(path).extractall("/srv/in")')],
  good: [
    example(
      'import tarfile',
      'def unpack(path):',
      '    tarfile.open(path).extractall("/srv/in", filter="data")',
    ),
  ],
  references: ['https://docs.python.org/3/library/tarfile.html#extraction-filters'],
  words: /\.extract(all)?\(/,
  calls: forEach(['extractall', 'extract'], (call: Call, look: Look) => {
    if (!/^tarfile\.(open|TarFile(\.open)?)\(\)\.|(^|\.)tar\w*\./.test(call.name)) return;
    const filter = argument(call, -1, 'filter');
    const isTrusting = filter?.value.text === 'fully_trusted';
    if (isTrusting || (!filter && !argument(call, -1, 'members')))
      look.report(call.node, { message: 'Members may name files outside the folder' });
  }),
});

export const fileRules: readonly PythonRule[] = [
  pathOfInput,
  temporaryName,
  filePermissions,
  archiveExtraction,
];
