import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { renderMarkdown } from '../packages/server/src/markdown/render.ts';
import { openAssets } from '../packages/server/src/web/assets.ts';
import { drawGalleryPage } from '../packages/server/src/web/components/gallery/pages.tsx';
import { securityHeaders } from '../packages/server/src/web/security-headers.ts';

/** Serves the gallery and the sample pages under the product's own headers, with a preview and an upload route for the islands. */
export async function serveGallery() {
  const assets = openAssets();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders({ https: false })))
      response.setHeader(name, value);
    if (request.method === 'POST') return void answerPost(request, response);
    const path = request.url?.slice(1) ?? '';
    const asset = assets.find(path.replace('assets/', ''));
    const page = drawGalleryPage(path);
    response.setHeader('content-type', asset?.contentType ?? 'text/html; charset=utf-8');
    if (!asset && !page) response.statusCode = 404;
    response.end(asset?.identity ?? page ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answerPost(request: IncomingMessage, response: ServerResponse) {
  const body = await text(request);
  if (request.url === '/report/preview') {
    const source = new URLSearchParams(body).get('text') ?? '';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<div class="prose">${renderMarkdown(source).html}</div>`);
    return;
  }
  const name = /filename="([^"]+)"/.exec(body)?.[1] ?? '';
  response.setHeader('content-type', 'application/json');
  if (name.endsWith('.exe')) {
    response.statusCode = 415;
    response.end(JSON.stringify({ detail: 'Programs are not accepted.' }));
    return;
  }
  response.end(JSON.stringify({ id: 'stored-1', name, url: `/attachments/${name}`, image: true }));
}
