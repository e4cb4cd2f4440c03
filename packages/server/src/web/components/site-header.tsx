import { urls } from '../../urls.ts';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';

export interface NavItem {
  href: string;
  label: string;
  icon?: IconName | undefined;
  /** True on the page itself and on those below it. */
  current?: boolean | undefined;
}

export interface Viewer {
  name: string;
  /** Second line of the menu: handle or role. */
  detail?: string | undefined;
  unread: number;
  /** Entries of the account menu, above "Sign out". */
  menu: readonly NavItem[];
}

interface SiteHeaderProps {
  viewer: Viewer | null;
  navigation: readonly NavItem[];
  formToken: string;
  instanceName: string;
  searchText?: string | undefined;
}

export function SiteHeader({ viewer, navigation, formToken, instanceName, searchText }: SiteHeaderProps) {
  return (
    <header class="site-header">
      <div class="site-header-bar">
        <Brand name={instanceName} />
        <nav class="site-nav" aria-label={webWords.mainNavigation}>
          <ul class="nav-list">
            {navigation.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                  {item.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="site-tools">
          <Search text={searchText} />
          {viewer ? <SignedInTools viewer={viewer} formToken={formToken} /> : <SignedOutTools />}
        </div>
      </div>
    </header>
  );
}

function Search({ text }: { text: string | undefined }) {
  return (
    <>
      <search class="site-search">
        <form action={urls.search}>
          <Icon name="search" />
          <input
            type="search"
            name="q"
            value={text}
            aria-label={webWords.search}
            placeholder={webWords.search}
            autocomplete="off"
          />
        </form>
      </search>
      <a class="tool-link site-search-link" href={urls.search} aria-label={webWords.search}>
        <Icon name="search" />
      </a>
    </>
  );
}

function SignedInTools({ viewer, formToken }: { viewer: Viewer; formToken: string }) {
  return (
    <>
      <a class="tool-link" href={urls.notifications} aria-label={webWords.notifications(viewer.unread)}>
        <Icon name="bell" />
        {viewer.unread > 0 && (
          <span class="tool-count" aria-hidden="true">
            {viewer.unread > 99 ? '99+' : viewer.unread}
          </span>
        )}
      </a>
      <AccountMenu viewer={viewer} formToken={formToken} />
    </>
  );
}

const SignedOutTools = () => <LinkButton href={urls.signIn}>{webWords.signIn}</LinkButton>;
