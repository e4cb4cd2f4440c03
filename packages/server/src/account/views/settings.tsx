import type { ComponentChildren } from 'preact';
import { urls } from '../../urls.ts';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Tabs } from '../../web/components/tabs.tsx';
import { accountWords } from '../../words/account.ts';

const { tabs } = accountWords;
const pages = [
  [urls.accountProfile, tabs.profile],
  [urls.accountPreferences, tabs.preferences],
  [urls.accountSecurity, tabs.security],
  [urls.accountSessions, tabs.sessions],
  [urls.accountTokens, tabs.tokens],
  [urls.accountExport, tabs.leave],
] as const;

interface SettingsProps {
  current: (typeof pages)[number][0];
  title: string;
  lede?: string | undefined;
  children: ComponentChildren;
}

/** The frame of the pages about one's own account. */
export const Settings = ({ current, title, lede, children }: SettingsProps) => (
  <div class="stack stack-l account-settings">
    <PageHeader title={title} lede={lede} />
    <Tabs
      label={tabs.label}
      tabs={pages.map(([href, label]) => ({ href, label, current: href === current }))}
    />
    {children}
  </div>
);
