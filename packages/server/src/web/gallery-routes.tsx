import { urls } from '../urls.ts';
import { galleryScripts } from './components/gallery/pages.tsx';
import { Gallery } from './components/gallery.tsx';
import { page } from './reply.ts';
import { type AnyRoute, route } from './route.ts';

/** Every component on one page; not served in production. */
export const galleryRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.components,
    actor: 'cookie',
    permission: 'anyone',
    handle: async () => page('Components', <Gallery />, { scripts: galleryScripts, noIndex: true }),
  }),
];
