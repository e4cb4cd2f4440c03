import { Readable } from 'node:stream';
import { z } from 'zod';
import { notFound, Refusal } from '../refusal.ts';
import { urls } from '../urls.ts';
import type { Assets } from './assets.ts';
import { text } from './reply.ts';
import { type AnyRoute, route } from './route.ts';

/** Styles, islands and pictures; health; robots. Nothing here depends on who asks. */
export function staticRoutes(given: { assets: Assets; ready: () => Promise<void> }): readonly AnyRoute[] {
  return [
    route({
      method: 'GET',
      url: urls.asset,
      actor: 'none',
      permission: 'anyone',
      params: z.object({ file: z.string() }),
      handle: async ({ params, request }) => {
        const asset = given.assets.find(params.file);
        if (asset === null) throw notFound('file');
        const accepted = request.header('accept-encoding') ?? '';
        const encoding = /\bbr\b/.test(accepted) ? 'brotli' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
        return {
          type: 'file',
          stream: Readable.from([asset[encoding]], { objectMode: false }),
          contentType: asset.contentType,
          headers: {
            // The name holds the content's hash, so the bytes behind it never change.
            'cache-control': 'public, max-age=31536000, immutable',
            'content-length': String(asset[encoding].length),
            vary: 'accept-encoding',
            // A page in a frame or an error page of a proxy may show our styles too.
            'cross-origin-resource-policy': 'cross-origin',
            ...(encoding === 'identity' ? {} : { 'content-encoding': encoding === 'brotli' ? 'br' : 'gzip' }),
          },
        };
      },
    }),
    // Alive: the process answers.
    route({
      method: 'GET',
      url: urls.healthz,
      actor: 'none',
      permission: 'anyone',
      handle: async () => text('ok\n'),
    }),
    // Ready: it can also do its work.
    route({
      method: 'GET',
      url: urls.readyz,
      actor: 'none',
      permission: 'anyone',
      handle: async () => {
        try {
          await given.ready();
        } catch (cause) {
          throw new Refusal('overloaded', 'The database does not answer.', {
            cause,
            headers: { 'retry-after': '5' },
          });
        }
        return text('ready\n');
      },
    }),
  ];
}
