import type { AnyRoute } from '../web/route.ts';
import { addressRoutes } from './routes/address.tsx';
import { entranceRoutes } from './routes/entrance.tsx';
import type { AccountDependencies } from './routes/form.ts';
import { leaveRoutes } from './routes/leave.tsx';
import { passkeyRoutes } from './routes/passkeys.ts';
import { passwordRoutes } from './routes/password.tsx';
import { profileRoutes } from './routes/profile.tsx';
import { securityRoutes } from './routes/security.tsx';
import { sessionRoutes } from './routes/sessions.tsx';
import { signUpRoutes } from './routes/sign-up.tsx';
import { tokenRoutes } from './routes/tokens.tsx';

/** Every page of the account room. */
export const accountRoutes = (dependencies: AccountDependencies): readonly AnyRoute[] => [
  ...signUpRoutes(dependencies),
  ...entranceRoutes(dependencies),
  ...passkeyRoutes(dependencies),
  ...passwordRoutes(dependencies),
  ...addressRoutes(dependencies),
  ...profileRoutes,
  ...securityRoutes(dependencies),
  ...sessionRoutes,
  ...tokenRoutes(dependencies),
  ...leaveRoutes(dependencies),
];
