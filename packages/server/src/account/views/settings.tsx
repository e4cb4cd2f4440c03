import type { ComponentChildren } from 'preact';
import { urls } from '../../urls.ts';
import { Notice } from '../../web/components/notice.tsx';
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
  /** Outcome of the action before. */
  done?: string | undefined;
  children: ComponentChildren;
}

/** The frame of the pages about one's own account. */
export const Settings = ({ current, title, lede, done, children }: SettingsProps) => (
  <div class="stack stack-l account-settings">
    <PageHeader title={title} lede={lede} />
    <Tabs
      label={tabs.label}
      tabs={pages.map(([href, label]) => ({ href, label, current: href === current }))}
    />
    {done && (
      <Notice tone="success" live>
        <p>{done}</p>
      </Notice>
    )}
    {children}
  </div>
);
