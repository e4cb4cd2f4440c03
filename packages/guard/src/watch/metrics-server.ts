import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** Serves `/metrics` and nothing else. Resolves to the port and a way to stop; rejects when the address is taken. */
export async function serveMetrics(
  host: string,
  port: number,
  render: () => string | Promise<string>,
): Promise<{ port: number; stop: () => void }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('only GET /metrics is here\n');
      return;
    }
    void answer(response, render);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(response: ServerResponse, render: () => string | Promise<string>): Promise<void> {
  try {
    const text = await render();
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  } catch (error) {
    // Prometheus counts it as down, which it is; the reason is for this machine's own eyes.
    response
      .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      .end(`no metrics: ${String(error)}\n`);
  }
}
