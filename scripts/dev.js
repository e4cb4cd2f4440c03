import { spawn } from 'node:child_process';

// Builds once, then keeps three watchers: types and server code, browser assets, and the server itself.
const run = (command, args) => spawn(command, args, { stdio: 'inherit' });

run('npm', ['run', '--silent', 'build']).on('exit', (code) => {
  if (code !== 0) process.exit(code ?? 1);
  const children = [
    run('tsc', ['-b', '--watch', '--preserveWatchOutput']),
    run('node', ['packages/server/build-assets.js', '--watch']),
    run('node', ['packages/server/build-program.js', '--watch']),
    run('node', ['--watch', 'packages/server/bin/bugheist.js', 'serve', ...process.argv.slice(2)]),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
});
