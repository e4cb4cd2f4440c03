import { personId } from '../../permission/actor.ts';
import type { Context } from '../../web/route.ts';
import { draftCookieSeconds, draftReach, newDraftToken } from '../draft.ts';
import type { DraftReach } from '../store/drafts.ts';

/** Whose drafts this request may reach; null for a browser that has none. */
export const reachOf = ({ actor, request }: Context): DraftReach | null =>
  draftReach(personId(actor), request.cookie('draft'));

/** As `reachOf`, with a cookie for a browser in which nobody is signed in. Drawing the form sets it already. */
export function ensureReach(context: Context): DraftReach {
  const known = reachOf(context);
  if (known !== null) return known;
  const token = newDraftToken();
  context.setCookie('draft', token, { maxAge: draftCookieSeconds });
  const made = draftReach(null, token);
  if (made === null) throw new Error('Expected a fresh draft token to reach drafts.');
  return made;
}
