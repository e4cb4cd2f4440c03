// CommonJS and old syntax on purpose: this file must run on the Node that is too old.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'BugHeist needs Node 24 or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      (process.platform === 'linux' && process.arch === 'x64'
        ? 'On this machine npm installs it with the other packages, but it was skipped: run "npm ci" again without --omit=optional.'
        : 'Install it from your system or with a version manager, then run the command again.'),
  );
  process.exit(1);
}
