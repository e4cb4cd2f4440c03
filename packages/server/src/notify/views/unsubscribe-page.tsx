import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Centred } from '../../web/components/centred.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { notifyWords as words } from '../../words/notify.ts';

/** A link must not change anything, mail scanners open it: the button does. */
export const UnsubscribePage = ({ token }: { token: string }) => (
  <Centred>
    <PageHeader title={words.unsubscribe} lede={words.unsubscribeText} />
    <form method="post" action={link(urls.unsubscribe, { token })}>
      <Button kind="primary">{words.turnMailOff}</Button>
    </form>
  </Centred>
);

export const UnsubscribedPage = () => (
  <Centred>
    <PageHeader title={words.unsubscribed} lede={words.unsubscribedText} />
    <div class="row">
      <LinkButton href={urls.notifications}>{words.title}</LinkButton>
    </div>
  </Centred>
);
