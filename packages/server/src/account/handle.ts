/** Names that would pass for the product, its operators, or a deleted account. */
const reserved = new Set(
  `about abuse account accounts admin administrator anonymous api assets billing bugheist bugs claim contact help
  hostmaster info legal mail me moderator moderators news nobody noreply no-reply official operator organization
  organizations owner people person postmaster privacy queue report reports root search security settings sign-in
  sign-out sign-up staff status support system team unknown webmaster www`.split(/\s+/),
);

/** A handle as it is stored: lower case, without the @ people like to type before it. */
export const normalHandle = (typed: string): string => typed.trim().replace(/^@/, '').toLowerCase();

/** Why a handle cannot be had, as a sentence, or null; whether somebody has it already is not asked here. */
export function handleProblem(handle: string): string | null {
  if (!/^[a-z0-9](-?[a-z0-9]){1,38}$/.test(handle))
    return 'Two to 39 letters from a to z, digits, and single hyphens between them, please.';
  if (reserved.has(handle) || handle.startsWith('deleted-'))
    return 'That handle is reserved. Please choose another.';
  return null;
}
