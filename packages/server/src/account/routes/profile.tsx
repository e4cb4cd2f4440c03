import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { checkbox, textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { locales, themes, timeZones } from '../preferences.ts';
import { changeProfile } from '../profile.ts';
import { profileOf, storePreferences } from '../store/people.ts';
import { PreferencesForm, ProfileForm } from '../views/profile.tsx';
import { handleField, nextQuery, self, typedText } from './form.ts';

const { profile, preferences, done, handleTaken } = accountWords;

/** How others see a person, and how the person sees the product. */
export const profileRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.account,
    actor: 'cookie',
    permission: 'account.use',
    handle: async () => redirect(urls.accountProfile),
  }),

  route({
    method: 'GET',
    url: urls.accountProfile,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) => {
      const stored = await profileOf(context.tx, self(context).actor.id);
      if (stored === null) return redirect(urls.signIn);
      return drawProfile(
        context,
        { ...stored, errors: [] },
        { status: 200, done: done[context.query.done ?? ''] },
      );
    },
  }),

  route({
    method: 'POST',
    url: urls.accountProfile,
    actor: 'cookie',
    permission: 'account.use',
    body: {
      type: 'form',
      schema: z.object({
        handle: handleField,
        displayName: textField(80),
        bio: textField(2000),
        profilePublic: checkbox(),
      }),
    },
    handle: async (context) => {
      const { tx, now, body } = context;
      const { actor, handle } = self(context);
      if (!(await changeProfile(tx, { personId: actor.id, handle }, body, now)))
        return drawProfile(context, { ...body, errors: [{ path: 'handle', message: handleTaken }] });
      return redirect(link(urls.accountProfile, null, { done: 'profile' }));
    },
    invalid: async (context, errors, typed) =>
      drawProfile(context, {
        handle: typedText(typed, 'handle'),
        displayName: typedText(typed, 'displayName'),
        bio: typedText(typed, 'bio'),
        profilePublic: 'profilePublic' in typed,
        errors,
      }),
  }),

  route({
    method: 'GET',
    url: urls.accountPreferences,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) => {
      const { locale, timeZone, theme } = self(context);
      const shown = { locale, timeZone, theme, errors: [] };
      return drawPreferences(context, shown, { status: 200, done: done[context.query.done ?? ''] });
    },
  }),

  route({
    method: 'POST',
    url: urls.accountPreferences,
    actor: 'cookie',
    permission: 'account.use',
    body: {
      type: 'form',
      schema: z.object({
        locale: z.enum(locales),
        timeZone: z.string().refine((zone) => timeZones.includes(zone), 'Please choose one of the list.'),
        theme: z.enum(themes),
      }),
    },
    handle: async (context) => {
      await storePreferences(context.tx, self(context).actor.id, context.body);
      return redirect(link(urls.accountPreferences, null, { done: 'preferences' }));
    },
    invalid: async (context, errors, typed) =>
      drawPreferences(context, {
        locale: typedText(typed, 'locale'),
        timeZone: typedText(typed, 'timeZone'),
        theme: typedText(typed, 'theme'),
        errors,
      }),
  }),
];

interface Drawn {
  status: number;
  done?: string | undefined;
}
const refused: Drawn = { status: 422 };

interface ProfileDrawn {
  handle: string;
  displayName: string;
  bio: string;
  profilePublic: boolean;
  errors: readonly FieldError[];
}

const drawProfile = (
  { formToken }: Pick<Context, 'formToken'>,
  form: ProfileDrawn,
  how: Drawn = refused,
): Reply => page(profile.title, <ProfileForm {...form} token={formToken} />, { noIndex: true, ...how });

interface PreferencesDrawn {
  locale: string;
  timeZone: string;
  theme: string;
  errors: readonly FieldError[];
}

const drawPreferences = (
  { formToken }: Pick<Context, 'formToken'>,
  form: PreferencesDrawn,
  how: Drawn = refused,
): Reply =>
  page(preferences.title, <PreferencesForm {...form} token={formToken} />, { noIndex: true, ...how });
