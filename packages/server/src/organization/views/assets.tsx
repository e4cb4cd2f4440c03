import { assetTypes } from '@bugheist/bug/asset';
import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Select } from '../../web/components/select.tsx';
import { Table } from '../../web/components/table.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { organizationWords as words } from '../../words/organization.ts';
import { webWords } from '../../words/web.ts';
import type { AssetRow } from '../store/assets.ts';
import type { OrganizationRow } from '../store/organizations.ts';
import { type Returned, typedText } from './typed.ts';

interface AssetsProps {
  organization: OrganizationRow;
  assets: readonly AssetRow[];
  token: string;
  returned: Returned;
}

export const Assets = (props: AssetsProps) => (
  <>
    {props.assets.length === 0 ? (
      <EmptyState icon="globe" title={words.noAssets}>
        {words.noAssetsText}
      </EmptyState>
    ) : (
      <AssetTable {...props} />
    )}
    <AddAsset {...props} />
  </>
);

const AssetTable = ({ organization, assets, token }: AssetsProps) => (
  <Table
    caption={words.assets}
    rows={assets}
    keyOf={({ id }) => id}
    columns={[
      {
        label: words.asset,
        heading: true,
        cell: ({ name, archivedAt }) => (
          <>
            {name} {archivedAt && <Badge>{words.archived}</Badge>}
          </>
        ),
      },
      { label: words.type, cell: ({ type }) => webWords.asset[type] },
      { label: words.identifier, cell: ({ identifier }) => <span class="mono">{identifier}</span> },
      {
        label: '',
        align: 'end',
        cell: ({ id, archivedAt }) => (
          <Form
            action={link(urls.organizationAssetArchive, { slug: organization.slug, id })}
            token={token}
            layout="bare"
          >
            <Button size="small" kind="quiet" name="archived" value={archivedAt ? 'no' : 'yes'}>
              {archivedAt ? words.restore : words.archive}
            </Button>
          </Form>
        ),
      },
    ]}
  />
);

const AddAsset = ({ organization, token, returned }: AssetsProps) => (
  <Card title={words.addAsset}>
    <Form action={link(urls.organizationAssets, { slug: organization.slug })} token={token}>
      <Select
        name="type"
        label={words.type}
        value={typedText(returned, 'type', 'website')}
        error={errorFor(returned.errors, 'type')}
        options={assetTypes.map((value) => ({ value, label: webWords.asset[value] }))}
      />
      <TextInput
        name="identifier"
        label={words.identifier}
        hint={words.identifierHint}
        required
        maxLength={400}
        value={typedText(returned, 'identifier')}
        error={errorFor(returned.errors, 'identifier')}
      />
      <TextInput
        name="name"
        label={words.assetName}
        hint={words.assetNameHint}
        optional
        maxLength={120}
        value={typedText(returned, 'name')}
        error={errorFor(returned.errors, 'name')}
      />
      <Textarea
        name="description"
        label={words.description}
        optional
        maxLength={2000}
        value={typedText(returned, 'description')}
        error={errorFor(returned.errors, 'description')}
      />
      <FormActions>
        <Button kind="primary">{words.addAsset}</Button>
      </FormActions>
    </Form>
  </Card>
);
