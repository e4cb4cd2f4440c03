import { z } from 'zod';
import { normalAddress } from '../account/address.ts';
import { organizationWords as words } from '../words/organization.ts';

/** Where an invitation is posted, as typed. */
export const letterAddress = z
  .string()
  .max(400)
  .transform((typed, context) => {
    const address = normalAddress(typed);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: words.noAddress });
    return z.NEVER;
  });
