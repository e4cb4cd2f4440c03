import type { ComponentChildren } from 'preact';
import { urls } from '../../urls.ts';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Tabs } from '../../web/components/tabs.tsx';
import { adminWords as words } from '../../words/admin.ts';

interface FrameProps {
  current: keyof typeof words.tabs;
  lede?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

const places = {
  people: urls.adminPeople,
  organizations: urls.adminOrganizations,
  jobs: urls.adminJobs,
  mail: urls.adminMail,
  settings: urls.adminSettings,
  audit: urls.adminAudit,
  guard: urls.adminGuard,
} as const;

export const Frame = ({ current, lede, actions, children }: FrameProps) => (
  <>
    <PageHeader title={words.tabs[current]} lede={lede} actions={actions} />
    <Tabs
      label={words.parts}
      tabs={(Object.keys(places) as (keyof typeof places)[]).map((name) => ({
        href: places[name],
        label: words.tabs[name],
        current: name === current,
      }))}
    />
    {children}
  </>
);
