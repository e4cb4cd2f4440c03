import type { ComponentChildren } from 'preact';
import { link, urls } from '../../urls.ts';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Tabs } from '../../web/components/tabs.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import type { OrganizationRow } from '../store/organizations.ts';

export const sections = {
  general: urls.organizationSettings,
  members: urls.organizationMembers,
  assets: urls.organizationAssets,
  labels: urls.organizationLabels,
  templates: urls.organizationTemplates,
} as const;
export type Section = keyof typeof sections;

export interface FrameProps {
  organization: OrganizationRow;
  section: Section;
  lede?: string | undefined;
  children: ComponentChildren;
}

/** What surrounds each page of an organization's settings. */
export const SettingsFrame = ({ organization, section, lede, children }: FrameProps) => (
  <>
    <PageHeader
      title={words[section]}
      lede={lede}
      breadcrumbs={[{ href: link(urls.organization, { slug: organization.slug }), label: organization.name }]}
    />
    <Tabs
      label={words.sections}
      tabs={(Object.keys(sections) as Section[]).map((name) => ({
        href: link(sections[name], { slug: organization.slug }),
        label: words[name],
        current: name === section,
      }))}
    />
    {children}
  </>
);
