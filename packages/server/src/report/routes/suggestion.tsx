import { searchWeaknesses } from '@bugheist/bug/weakness';
import { z } from 'zod';
import { maxSourceLength, renderMarkdown } from '../../markdown/render.ts';
import { link, urls } from '../../urls.ts';
import { assetUrl } from '../../web/assets.ts';
import { Prose } from '../../web/components/prose.tsx';
import { textField } from '../../web/parse.ts';
import { fragment, json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { webWords } from '../../words/web.ts';
import { contentOf } from '../content.ts';
import { readPlace } from '../place.ts';
import { similarTo } from '../submit.ts';

/** What the form shows while somebody types. Nothing here writes. */
export const suggestionRoutes: readonly AnyRoute[] = [
  route({
    method: 'POST',
    url: urls.reportPreview,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'read',
    body: {
      type: 'form',
      schema: z.object({ text: textField(maxSourceLength), framed: z.string().max(3).optional() }),
    },
    async handle({ body }) {
      const prose = <Prose html={renderMarkdown(body.text).html} />;
      if (body.framed !== 'yes') return fragment(prose);
      const document = (
        <html lang="en">
          <head>
            <title>{webWords.preview}</title>
            <link rel="stylesheet" href={assetUrl('main.css')} />
          </head>
          <body>{prose}</body>
        </html>
      );
      return fragment(document, { framed: true });
    },
  }),
  route({
    method: 'GET',
    url: urls.reportSimilar,
    actor: 'cookie',
    permission: 'report.create',
    query: z.record(z.string(), z.union([z.string().max(2000), z.array(z.string())])),
    async handle({ tx, actor, query }) {
      const content = contentOf(query);
      const read = readPlace(content);
      const bugs = read.ok ? await similarTo(tx, actor, read.place, content) : [];
      return json({
        bugs: bugs.map(({ name, title, state }) => ({
          name,
          title,
          state: webWords.state[state],
          url: link(urls.bug, { number: name }),
        })),
      });
    },
  }),
  route({
    method: 'GET',
    url: urls.reportWeaknesses,
    actor: 'cookie',
    permission: 'anyone',
    query: z.object({ text: z.string().max(100) }),
    handle: async ({ query }) =>
      json({ options: searchWeaknesses(query.text, 12).map(({ id, name }) => `${id} ${name}`) }),
  }),
];
