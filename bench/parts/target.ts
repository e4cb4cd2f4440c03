import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A small application with real nginx in front of it, on loopback, whose access log is what the guard reads. */
export interface Target {
  readonly origin: string;
  /** The lines nginx has written since the last call. */
  readonly newLines: () => Promise<string[]>;
  readonly stop: () => Promise<void>;
}

/** Null when nginx isn't installed. */
export async function startTarget(directory: string): Promise<Target | null> {
  if (spawnSync('nginx', ['-v']).status !== 0) return null;
  const application = createServer(answer);
  const behind = await listen(application);
  const port = await freePort();
  const log = join(directory, 'access.log');
  const configuration = join(directory, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join(' ');
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events { worker_connections 512; }
http { ${paths} access_log ${log} combined; server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${behind}; } } }
`,
  );
  const nginx = spawn('nginx', ['-c', configuration, '-p', directory], { stdio: 'ignore' });
  await answers(`http://127.0.0.1:${port}/`);
  let read = 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    newLines: async () => {
      await pause(200);
      const size = existsSync(log) ? statSync(log).size : 0;
      const text = size === 0 ? '' : readFileSync(log).subarray(read).toString('utf8');
      read = size;
      return text.split('\n').filter((line) => line !== '');
    },
    stop: async () => {
      await ended(nginx);
      application.closeAllConnections();
      application.close();
    },
  };
}

/** Pages with links and forms, answers that repeat what was asked (tools stay with such), two logins; all else is 404. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://target');
  request.resume();
  const [status, body] = pageOf(url, request.method ?? '');
  response.writeHead(status, {
    'content-type': 'text/html',
    ...(url.pathname === '/private' ? { 'www-authenticate': 'Basic realm="private"' } : {}),
  });
  response.end(`<!doctype html><title>Target</title>${body}`);
}

function pageOf(url: URL, method: string): [number, string] {
  const id = url.searchParams.get('id') ?? '';
  switch (url.pathname) {
    case '/':
      return [200, links];
    case '/item':
      return [/['"\\]/.test(id) ? 500 : 200, `<p>Item ${id}</p>${links}`];
    case '/search':
      return [200, `<p>Found nothing for ${url.searchParams.get('q') ?? ''}</p>${links}`];
    case '/login':
      return method === 'POST' ? [401, 'Wrong password'] : [200, links];
    case '/private':
      return [401, 'Who are you?'];
    default:
      return [404, 'Not here'];
  }
}

const links =
  '<a href="/item?id=1">One</a><a href="/item?id=2&view=full">Two</a><a href="/search?q=lamp">Lamps</a><a href="/login">Log in</a><form action="/search"><input name="q"></form><form action="/login" method="post"><input name="user"><input name="password" type="password"></form>';

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await pause(100);
    }
  }
  throw new Error(`nothing answers at ${url}`);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
