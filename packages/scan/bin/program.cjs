const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

const folder = join(__dirname, '../dist/program');
const filename = join(folder, 'program.js');
/** Beside the code, never in a shared temporary directory: whoever can write machine code there runs it here. */
const compiled = join(folder, `program-${process.version}-${process.arch}.v8`);

/**
 * The bundled command, compiled already where it ran before. Node's own cache would not do: it keeps functions as they are
 * before their first call, and compiling those that every scan calls takes a fifth of a hook's time.
 */
exports.loadProgram = () => {
  const cachedData = readCompiled();
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(createRequire(filename), module, pathToFileURL(filename).href);
  return {
    ...module.exports,
    /** Leaves what was compiled so far to later runs, unless an earlier one did. */
    keepCompiled: () => cachedData ?? writeCompiled(script.createCachedData()),
  };
};

/** V8 itself refuses what another version or other options made, and compiles anew. */
function readCompiled() {
  try {
    return readFileSync(compiled);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeCompiled(data) {
  const partial = `${compiled}.${process.pid}`;
  try {
    writeFileSync(partial, data);
    renameSync(partial, compiled);
  } catch (error) {
    // Installed by somebody else, who alone may write here.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}
