import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import type { OrganizationRow } from '../store/organizations.ts';

interface LeavingProps {
  organization: OrganizationRow;
  token: string;
  refused: string | null;
}

export const Leaving = ({ organization, token, refused }: LeavingProps) => (
  <>
    <PageHeader
      title={words.leave}
      lede={words.leaveText(organization.name)}
      breadcrumbs={[{ href: link(urls.organization, { slug: organization.slug }), label: organization.name }]}
    />
    {refused && (
      <Notice tone="danger" title={words.refused} live>
        {refused}
      </Notice>
    )}
    <Form action={link(urls.organizationLeaving, { slug: organization.slug })} token={token}>
      <FormActions>
        <Button kind="danger">{words.leave}</Button>
      </FormActions>
    </Form>
  </>
);
