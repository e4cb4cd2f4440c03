import { argument } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

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
