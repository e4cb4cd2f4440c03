import { z } from 'zod';
import { roles, scopes, staffRoles } from '../../permission/actor.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { contentTag, requireTag } from '../../web/conditional.ts';
import { textField } from '../../web/parse.ts';
import type { Tx } from '../../web/register.ts';
import { json, type Reply } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { locales, themes, timeZones } from '../preferences.ts';
import { changeProfile } from '../profile.ts';
import { handleField } from '../routes/form.ts';
import {
  membershipNamesOf,
  type Preferences,
  type Profile,
  profileOf,
  storePreferences,
} from '../store/people.ts';

const tag = 'Account';

const me = z.object({
  id: z.uuid(),
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  profilePublic: z.boolean(),
  staff: z.enum(staffRoles).nullable(),
  locale: z.string(),
  timeZone: z.string(),
  theme: z.enum(themes),
  organizations: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(roles) })),
  /** Of the token that asked. */
  scopes: z.array(z.enum(scopes)),
});
const answers = {
  200: {
    schema: me,
    description: 'The person, their organizations, and the scopes of the token.',
    headers: { etag: 'Of profile and preferences.' },
  },
};

const changedMe = z.strictObject({
  handle: handleField.optional(),
  displayName: textField(80).optional(),
  bio: textField(2000).optional(),
  profilePublic: z.boolean().optional(),
  locale: z.enum(locales).optional(),
  timeZone: z
    .string()
    .refine((zone) => timeZones.includes(zone), 'Expected a time zone such as Europe/Berlin.')
    .optional(),
  theme: z.enum(themes).optional(),
});

/** Whoever the token acts for. */
export const meApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiMe,
    actor: 'bearer',
    permission: 'person.read',
    load: async (context) => {
      const actor = requirePerson(context.actor);
      const profile = await profileOf(context.tx, actor.id);
      return profile && { actor, profile };
    },
    object: ({ actor, profile }) => ({
      type: 'person',
      id: actor.id,
      profilePublic: profile.profilePublic,
    }),
    handle: ({ tx, loaded: { actor, profile } }) => answer(tx, actor, profile),
    api: { summary: 'Who this token acts for', tag, responses: answers },
  }),
  route({
    method: 'PATCH',
    url: urls.apiMe,
    actor: 'bearer',
    permission: 'account.use',
    body: { type: 'json', schema: changedMe },
    async handle({ tx, now, actor, body, request }) {
      const person = requirePerson(actor);
      const stored = await profileOf(tx, person.id);
      if (!stored) throw notFound('person');
      requireTag(request.header('if-match'), contentTag(stored));
      const {
        handle = stored.handle,
        displayName = stored.displayName,
        bio = stored.bio,
        profilePublic = stored.profilePublic,
        locale = stored.locale,
        timeZone = stored.timeZone,
        theme = stored.theme,
      } = body;
      const profile = { handle, displayName, bio, profilePublic };
      if (!(await changeProfile(tx, { personId: person.id, handle: stored.handle }, profile, now))) {
        const message = accountWords.handleTaken;
        throw new Refusal('invalid', message, { fields: [{ path: 'handle', message }] });
      }
      const preferences = { locale, timeZone, theme };
      await storePreferences(tx, person.id, preferences);
      return answer(tx, person, { ...profile, ...preferences });
    },
    api: {
      summary: 'Change your profile and preferences',
      description:
        'What is left out stays. Address, password and second factor change in the browser alone, where the password is asked.',
      tag,
      conditional: true,
      responses: answers,
      example: { displayName: 'Rita R.', profilePublic: true, timeZone: 'Europe/Berlin' },
    },
  }),
];

async function answer(
  tx: Tx,
  actor: ReturnType<typeof requirePerson>,
  stored: Profile & Preferences,
): Promise<Reply> {
  const shown = {
    id: actor.id,
    ...stored,
    staff: actor.staff,
    organizations: await membershipNamesOf(tx, actor.id),
    scopes: [...(actor.scopes ?? scopes)],
  };
  return json(shown, 200, { etag: contentTag(stored) });
}
