import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import {
  confirmAddressChange,
  isRevertLink,
  pendingAddress,
  requestAddressChange,
  revertAddressChange,
} from '../address-change.ts';
import { accountById } from '../store/people.ts';
import { LinkForm } from '../views/entrance.tsx';
import { ChangeAddressForm } from '../views/security.tsx';
import { Message } from '../views/sheet.tsx';
import { type AccountDependencies, addressField, requireFresh, self, typedText } from './form.ts';

const { changeAddress, confirmAddress, revertAddress } = accountWords;
const narrow = { width: 'narrow', noIndex: true } as const;
const linkParams = z.object({ token: z.string().max(100) });
const nothing = z.object({});

/** A new address asked for, confirmed at the new one, taken back at the old one. */
export const addressRoutes = ({ baseUrl }: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.accountAddress,
    actor: 'cookie',
    permission: 'account.use',
    handle: async (context) => {
      requireFresh(context, urls.accountAddress);
      return drawChange(context, { address: '', errors: [], status: 200 });
    },
  }),

  route({
    method: 'POST',
    url: urls.accountAddress,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ address: addressField }) },
    handle: async (context) => {
      requireFresh(context, urls.accountAddress);
      const { address } = context.body;
      const claim = { personId: self(context).actor.id, address };
      if (await requestAddressChange(context.tx, { baseUrl }, claim, context.now))
        return redirect(link(urls.accountSecurity, null, { done: 'address-asked' }));
      const errors = [{ path: 'address', message: changeAddress.tooOften }];
      return drawChange(context, { address, errors, status: 429 });
    },
    invalid: async (context, errors, typed) =>
      drawChange(context, { address: typedText(typed, 'address'), errors, status: 422 }),
  }),

  route({
    method: 'GET',
    url: urls.addressConfirm,
    actor: 'cookie',
    permission: 'account.use',
    params: linkParams,
    handle: async ({ tx, now, params, formToken, signedIn }) => {
      const personId = self({ signedIn }).actor.id;
      const address = await pendingAddress(tx, { personId, token: params.token }, now);
      if (address === null) return dead(confirmAddress, urls.accountSecurity);
      const action = link(urls.addressConfirm, { token: params.token });
      const { title, submit } = confirmAddress;
      return page(
        title,
        <LinkForm
          title={title}
          lede={confirmAddress.lede(address)}
          submit={submit}
          action={action}
          token={formToken}
          errors={[]}
        />,
        narrow,
      );
    },
  }),

  route({
    method: 'POST',
    url: urls.addressConfirm,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    params: linkParams,
    body: { type: 'form', schema: nothing },
    handle: async (context) => {
      const claim = { personId: self(context).actor.id, token: context.params.token };
      if (!(await confirmAddressChange(context.tx, { baseUrl }, claim, context.now)))
        return dead(confirmAddress, urls.accountSecurity);
      return redirect(link(urls.accountSecurity, null, { done: 'address' }));
    },
  }),

  route({
    method: 'GET',
    url: urls.addressRevert,
    actor: 'cookie',
    permission: 'anyone',
    params: linkParams,
    handle: async ({ tx, now, params, formToken }) => {
      if (!(await isRevertLink(tx, params.token, now))) return dead(revertAddress, urls.signIn);
      const action = link(urls.addressRevert, { token: params.token });
      const { title, lede, submit } = revertAddress;
      return page(
        title,
        <LinkForm title={title} lede={lede} submit={submit} action={action} token={formToken} errors={[]} />,
        narrow,
      );
    },
  }),

  route({
    method: 'POST',
    url: urls.addressRevert,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    params: linkParams,
    body: { type: 'form', schema: nothing },
    handle: async (context) => {
      const token = await revertAddressChange(context.tx, context.params.token, context.now);
      if (token === null) return dead(revertAddress, urls.signIn);
      context.clearCookie('session');
      return redirect(link(urls.passwordReset, { token }));
    },
  }),
];

async function drawChange(
  { tx, signedIn, formToken }: Pick<Context, 'tx' | 'signedIn' | 'formToken'>,
  { status, ...form }: { address: string; errors: readonly FieldError[]; status: number },
): Promise<Reply> {
  const account = await accountById(tx, self({ signedIn }).actor.id);
  return page(
    changeAddress.title,
    <ChangeAddressForm {...form} token={formToken} current={account?.email ?? null} />,
    { ...narrow, status },
  );
}

const dead = (words: { deadTitle: string; dead: string }, back: string): Reply =>
  page(
    words.deadTitle,
    <Message title={words.deadTitle} text={words.dead}>
      <LinkButton href={back}>{accountWords.back}</LinkButton>
    </Message>,
    { ...narrow, status: 410 },
  );
