import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Centred } from '../../web/components/centred.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import type { OrganizationRow } from '../store/organizations.ts';

interface LeavingProps {
  organization: OrganizationRow;
  token: string;
}

export const Leaving = ({ organization, token }: LeavingProps) => (
  <Centred>
    <PageHeader
      title={words.leave}
      lede={words.leaveText(organization.name)}
      breadcrumbs={[{ href: link(urls.organization, { slug: organization.slug }), label: organization.name }]}
    />
    <Form action={link(urls.organizationLeaving, { slug: organization.slug })} token={token}>
      <FormActions>
        <Button kind="danger">{words.leave}</Button>
      </FormActions>
    </Form>
  </Centred>
);
