import { Readable } from 'node:stream';
import { z } from 'zod';
import { anonymous } from '../../permission/actor.ts';
import { urls } from '../../urls.ts';
import type { Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { createFormat } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import { webWords } from '../../words/web.ts';
import { loadOrganizationPage } from '../organization-page.ts';
import { previewPainter } from '../preview/paint.ts';
import type { PreviewFacts } from '../preview/picture.ts';
import { instanceNumbers } from '../store/numbers.ts';
import { findPublicBug } from '../store/public-bugs.ts';

// A picture is the same for everybody, whatever language they read.
const format = createFormat({ locale: 'en', timeZone: 'UTC' });

/** The pictures of link previews: the front page, organizations and disclosed bugs, as anybody may see them. */
export function previewRoutes({ instanceName }: { instanceName: () => string }): readonly AnyRoute[] {
  const paint = previewPainter();
  const picture = async (
    { request }: Pick<Context, 'request'>,
    facts: Omit<PreviewFacts, 'instanceName'>,
  ): Promise<Reply> => {
    const { png, tag } = await paint({ instanceName: instanceName(), ...facts });
    const headers = {
      etag: `"${tag}"`,
      'cache-control': 'public, max-age=3600',
      // Other sites show it beside a link; that is what it is for.
      'cross-origin-resource-policy': 'cross-origin',
    };
    if (request.header('if-none-match') === headers.etag) return { type: 'empty', status: 304, headers };
    return {
      type: 'file',
      stream: Readable.from([png], { objectMode: false }),
      contentType: 'image/png',
      headers: { ...headers, 'content-length': String(png.length) },
    };
  };
  return [
    route({
      method: 'GET',
      url: urls.preview,
      actor: 'none',
      permission: 'anyone',
      handle: async (context) => {
        const { bugs, resolved, organizations } = await instanceNumbers(context.tx, context.now);
        const facts = words.previewNumbers(
          format.number(bugs),
          format.number(resolved),
          format.number(organizations),
        );
        return picture(context, {
          over: '',
          title: words.claim,
          facts: bugs > 0 ? facts : [],
          severity: null,
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.organizationPreview,
      actor: 'none',
      permission: 'anyone',
      params: z.object({ slug: z.string().max(64) }),
      load: ({ tx, params, now }) =>
        loadOrganizationPage(tx, anonymous, { slug: params.slug, after: null }, now),
      handle: async (context) => {
        const { organization, scorecard } = context.loaded;
        const { name, domain } = organization;
        const { published, resolved, medianDaysToResolution } = scorecard;
        const facts = words.previewScore(format.number(published), format.number(resolved));
        const days =
          medianDaysToResolution === null
            ? []
            : [words.previewDays(format.number(Math.round(medianDaysToResolution)))];
        return picture(context, {
          over: domain ?? '',
          title: name,
          facts: [...facts, ...days],
          severity: null,
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.bugPreview,
      actor: 'none',
      permission: 'anyone',
      params: z.object({ number: z.string().max(30) }),
      load: ({ tx, params }) => findPublicBug(tx, params.number),
      handle: (context) => {
        const { number, organizationName, title, severity, state, kind } = context.loaded;
        const rated = severity === null ? [] : [webWords.severity[severity]];
        return picture(context, {
          over: `${number} · ${organizationName}`,
          title,
          facts: [...rated, webWords.state[state], webWords.kind[kind]],
          severity,
        });
      },
    }),
  ];
}
