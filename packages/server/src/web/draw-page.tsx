import { renderToString } from 'preact-render-to-string';
import { type Url, urls } from '../urls.ts';
import { navigationWords } from '../words/navigation.ts';
import type { Flash } from './components/notice.tsx';
import { type Chrome, Page } from './components/page.tsx';
import type { NavItem, Viewer } from './components/site-header.tsx';
import type { PageReply } from './reply.ts';
import type { Context } from './route.ts';
import type { SignedIn } from './signed-in.ts';

/** Makes the function that draws a whole document around a page's body, for whoever asked. */
export function pageDrawer(options: { baseUrl: string; environment: string; instanceName: () => string }) {
  const environment = options.environment === 'production' ? null : options.environment;
  return (page: PageReply, context: Context): string => {
    const { request } = context;
    const path = request.url.split('?')[0] ?? '/';
    const document = (
      <Page
        chrome={{
          ...chromeOf(context, path, environment),
          instanceName: options.instanceName(),
          flashes: flashesOf(page),
        }}
        title={page.title}
        description={page.description}
        canonical={page.description ? `${options.baseUrl}${path}` : undefined}
        noIndex={page.noIndex || !page.description}
        image={page.image ? `${options.baseUrl}${page.image}` : undefined}
        feeds={page.feeds}
        scripts={page.scripts}
        width={page.width}
      >
        {page.body}
      </Page>
    );
    return `<!doctype html>${renderToString(document)}`;
  };
}

function chromeOf(
  context: Context,
  path: string,
  environment: string | null,
): Omit<Chrome, 'flashes' | 'instanceName'> {
  const { signedIn } = context;
  return {
    viewer: signedIn ? viewerOf(signedIn) : null,
    navigation: navigation(signedIn, path),
    // A page that only reads sets no cookie: the token is made where there is a form.
    formToken: signedIn ? context.formToken : '',
    theme: signedIn && signedIn.theme !== 'auto' ? signedIn.theme : null,
    language: 'en',
    environment,
  };
}

function flashesOf({ done, refused }: PageReply): Flash[] {
  return [
    ...(done ? [{ tone: 'success', text: done } as const] : []),
    ...(refused ? [{ tone: 'danger', text: refused } as const] : []),
  ];
}

function navigation(signedIn: SignedIn | null, path: string): NavItem[] {
  const item = (href: Url, label: string): NavItem => ({ href, label, current: isBelow(path, href) });
  const items = [item(urls.reportNew, navigationWords.report)];
  if (signedIn) items.push(item(urls.reports, navigationWords.reports));
  if (signedIn && (signedIn.organizations.length > 0 || signedIn.actor.staff !== null))
    items.push(item(urls.queue, navigationWords.queue));
  items.push(item(urls.organizations, navigationWords.organizations));
  if (signedIn?.actor.staff) items.push(item(urls.moderation, navigationWords.moderation));
  if (signedIn?.actor.staff === 'administrator') items.push(item(urls.admin, navigationWords.administration));
  return items;
}

const isBelow = (path: string, href: string) => path === href || path.startsWith(`${href}/`);

function viewerOf(signedIn: SignedIn): Viewer {
  return {
    name: signedIn.displayName || signedIn.handle,
    detail: `@${signedIn.handle}`,
    unread: signedIn.unreadNotifications,
    menu: [
      { href: urls.myQueue, label: navigationWords.myQueue, icon: 'inbox' },
      { href: urls.account, label: navigationWords.account, icon: 'settings' },
    ],
  };
}
