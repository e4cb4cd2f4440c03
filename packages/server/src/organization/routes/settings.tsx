import { assetTypes } from '@bugheist/bug/asset';
import { z } from 'zod';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import type { AnyRoute } from '../../web/route.ts';
import { organizationWords as words } from '../../words/organization.ts';
import {
  addAsset,
  addLabel,
  archiveAsset,
  changeSettings,
  keepTemplate,
  removeLabel,
  removeTemplate,
} from '../change-settings.ts';
import { listAssets } from '../store/assets.ts';
import { listLabels, listTemplates } from '../store/labels.ts';
import { Assets } from '../views/assets.tsx';
import { General } from '../views/general.tsx';
import { Labels, Templates } from '../views/words-of-their-own.tsx';
import { type SettingsSection, settingsForm, settingsPage } from './settings-page.tsx';

const general: SettingsSection = {
  section: 'general',
  body: async ({ formToken }, organization, returned) => (
    <General organization={organization} token={formToken} returned={returned} />
  ),
};

const assets: SettingsSection = {
  section: 'assets',
  lede: words.assetsLede,
  body: async ({ tx, formToken }, organization, returned) => (
    <Assets
      organization={organization}
      assets={await listAssets(tx, organization.id, { archived: true })}
      token={formToken}
      returned={returned}
    />
  ),
};

const labels: SettingsSection = {
  section: 'labels',
  lede: words.labelsLede,
  body: async ({ tx, formToken }, organization, returned) => (
    <Labels
      organization={organization}
      labels={await listLabels(tx, organization.id)}
      token={formToken}
      returned={returned}
    />
  ),
};

const templates: SettingsSection = {
  section: 'templates',
  lede: words.templatesLede,
  body: async ({ tx, formToken }, organization, returned) => (
    <Templates
      organization={organization}
      templates={await listTemplates(tx, organization.id)}
      token={formToken}
      returned={returned}
    />
  ),
};

const manage = { permission: 'organization.manage' } as const;

/** What an organization's owners and managers set. */
export const settingsRoutes: readonly AnyRoute[] = [
  ...[general, assets, labels, templates].map(settingsPage),
  settingsForm({
    ...general,
    ...manage,
    url: urls.organizationSettings,
    schema: z.object({
      name: textField(120, 1),
      description: textField(4000).default(''),
      defaultDisclosure: z.enum(['private', 'full']),
    }),
    done: 'saved',
    run: ({ tx, now, ...managing }, body) => changeSettings(tx, managing, body, now),
  }),
  settingsForm({
    ...assets,
    ...manage,
    url: urls.organizationAssets,
    schema: z.object({
      type: z.enum(assetTypes),
      identifier: textField(400, 1),
      name: textField(120).default(''),
      description: textField(2000).default(''),
    }),
    done: 'added',
    run: ({ tx, now, ...managing }, asset) => addAsset(tx, managing, asset, now),
  }),
  settingsForm({
    ...assets,
    ...manage,
    url: urls.organizationAssetArchive,
    schema: z.object({ archived: z.enum(['yes', 'no']) }),
    done: 'saved',
    run: ({ tx, now, id, ...managing }, { archived }) =>
      archiveAsset(tx, managing, { id, archived: archived === 'yes' }, now),
  }),
  settingsForm({
    ...labels,
    ...manage,
    url: urls.organizationLabels,
    schema: z.object({ name: textField(40, 1) }),
    done: 'added',
    run: ({ tx, now, ...managing }, { name }) => addLabel(tx, managing, name, now),
  }),
  settingsForm({
    ...labels,
    ...manage,
    url: urls.organizationLabelRemoval,
    schema: z.object({}),
    done: 'removed',
    run: ({ tx, now, id, ...managing }) => removeLabel(tx, managing, id, now),
  }),
  settingsForm({
    ...templates,
    ...manage,
    url: urls.organizationTemplates,
    schema: z.object({ name: textField(80, 1), body: textField(20_000, 1) }),
    done: 'saved',
    run: ({ tx, now, ...managing }, { name, body }) =>
      keepTemplate(tx, managing, { name, bodyMarkdown: body }, now),
  }),
  settingsForm({
    ...templates,
    ...manage,
    url: urls.organizationTemplateRemoval,
    schema: z.object({}),
    done: 'removed',
    run: ({ tx, now, id, ...managing }) => removeTemplate(tx, managing, id, now),
  }),
];
