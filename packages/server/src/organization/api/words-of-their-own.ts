import { z } from 'zod';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { empty, json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { addLabel, keepTemplate, removeLabel, removeTemplate } from '../change-settings.ts';
import { listLabels, listTemplates, type TemplateRow } from '../store/labels.ts';
import { aboutOrganization, aboutPart } from './about-organization.ts';

const tag = 'Organizations';

const labelSchema = z.object({ id: z.uuid(), name: z.string() });
const templateSchema = z.object({ id: z.uuid(), name: z.string(), body: z.string() });

const templateResource = ({ id, name, bodyMarkdown }: TemplateRow): z.output<typeof templateSchema> => ({
  id,
  name,
  body: bodyMarkdown,
});

/** An organization's labels and reply templates. */
export const wordsOfTheirOwnApi: readonly AnyRoute[] = [
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganizationLabels,
    permission: 'organization.queue',
    handle: async ({ tx, loaded }) => json({ items: await listLabels(tx, loaded.id) }),
    api: {
      summary: 'The labels of an organization',
      description: 'By name, at most five hundred. For its members.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(labelSchema) }), description: 'The labels.' } },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'POST',
    url: urls.apiOrganizationLabels,
    permission: 'organization.manage',
    body: { type: 'json', schema: z.strictObject({ name: textField(40, 1) }) },
    handle: async ({ tx, now, actor, loaded: organization, body }) =>
      json(await addLabel(tx, { organization, actor }, body.name, now), 201),
    api: {
      summary: 'Make a label',
      tag,
      idempotent: true,
      responses: { 201: { schema: labelSchema, description: 'Made.' } },
      example: { name: 'login' },
    },
  }),
  route({
    ...aboutPart,
    method: 'DELETE',
    url: urls.apiOrganizationLabel,
    permission: 'organization.manage',
    async handle({ tx, now, actor, loaded: organization, params: { id } }) {
      await removeLabel(tx, { organization, actor }, id, now);
      return empty();
    },
    api: {
      summary: 'Remove a label',
      description: 'It comes off every bug, too.',
      tag,
      responses: { 204: { schema: null, description: 'It is gone.' } },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganizationTemplates,
    permission: 'organization.queue',
    handle: async ({ tx, loaded }) =>
      json({ items: (await listTemplates(tx, loaded.id)).map(templateResource) }),
    api: {
      summary: 'The reply templates of an organization',
      description: 'By name, at most two hundred. For its members.',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(templateSchema) }), description: 'The templates.' },
      },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'POST',
    url: urls.apiOrganizationTemplates,
    permission: 'organization.manage',
    body: { type: 'json', schema: z.strictObject({ name: textField(80, 1), body: textField(20_000, 1) }) },
    async handle({ tx, now, actor, loaded: organization, body: { name, body } }) {
      const saved = await keepTemplate(tx, { organization, actor }, { name, bodyMarkdown: body }, now);
      return json(templateResource(saved.template), saved.isNew ? 201 : 200);
    },
    api: {
      summary: 'Save a reply template',
      description: 'Markdown. A template of that name, in capitals or not, is written anew.',
      tag,
      idempotent: true,
      responses: {
        200: { schema: templateSchema, description: 'Written anew.' },
        201: { schema: templateSchema, description: 'Made.' },
      },
      example: { name: 'Thanks', body: 'Thank you for the report. We look at it this week.' },
    },
  }),
  route({
    ...aboutPart,
    method: 'DELETE',
    url: urls.apiOrganizationTemplate,
    permission: 'organization.manage',
    async handle({ tx, now, actor, loaded: organization, params: { id } }) {
      await removeTemplate(tx, { organization, actor }, id, now);
      return empty();
    },
    api: {
      summary: 'Remove a reply template',
      tag,
      responses: { 204: { schema: null, description: 'It is gone.' } },
    },
  }),
];
