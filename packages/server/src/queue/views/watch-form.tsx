import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Form } from '../../web/components/form.tsx';
import { bugWords as words } from '../../words/bug.ts';

/** Follow a bug, or stop. */
export const WatchForm = ({
  number,
  watching,
  token,
}: {
  number: string;
  watching: boolean;
  token: string;
}) => (
  <Form action={link(urls.bugWatch, { number })} token={token} layout="bare">
    <Button kind="quiet" icon={watching ? 'eye-off' : 'eye'} name="watch" value={watching ? 'no' : 'yes'}>
      {watching ? words.unwatch : words.watch}
    </Button>
  </Form>
);
