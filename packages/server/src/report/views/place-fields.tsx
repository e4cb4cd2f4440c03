import { assetTypes } from '@bugheist/bug/asset';
import { urls } from '../../urls.ts';
import { errorFor } from '../../web/components/field-error.ts';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { reportWords } from '../../words/report.ts';
import { webWords } from '../../words/web.ts';
import { textLimits } from '../content.ts';
import type { ReportFormProps } from './report-form.tsx';

/** Where the bug is: at an organization one came from, at a web address, or in a product of somebody. */
export function PlaceFields({ organization, ...props }: ReportFormProps) {
  if (organization) return <PlaceInOrganization {...props} organization={organization} />;
  const { content } = props.draft;
  const words = reportWords.new;
  const isProduct = content.assetType !== '' || content.maker !== '' || content.assetName !== '';
  return (
    <>
      <TextInput
        name="location"
        label={words.location}
        hint={words.locationHint}
        value={content.location}
        maxLength={textLimits.location}
        inputMode="url"
        autocomplete="url"
        spellcheck={false}
        error={errorFor(props.errors, 'location')}
      />
      <details class="report-more" open={isProduct}>
        <summary>{words.product}</summary>
        <ProductFields {...props} />
      </details>
    </>
  );
}

function ProductFields({ draft: { content }, errors }: Omit<ReportFormProps, 'organization'>) {
  const words = reportWords.new;
  return (
    <div class="stack">
      <Select
        name="assetType"
        label={words.assetType}
        blank={words.assetTypeBlank}
        value={content.assetType}
        options={assetTypes
          .filter((type) => type !== 'website')
          .map((type) => ({ value: type, label: webWords.asset[type] }))}
        error={errorFor(errors, 'assetType')}
      />
      <TextInput
        name="assetName"
        label={words.assetName}
        hint={words.assetNameHint}
        value={content.assetName}
        maxLength={textLimits.assetName}
        error={errorFor(errors, 'assetName')}
      />
      <TextInput
        name="maker"
        label={words.maker}
        hint={words.makerHint}
        value={content.maker}
        maxLength={textLimits.maker}
        inputMode="url"
        spellcheck={false}
        error={errorFor(errors, 'maker')}
      />
    </div>
  );
}

function PlaceInOrganization({
  organization,
  assets,
  errors,
  draft: { content },
}: ReportFormProps & { organization: NonNullable<ReportFormProps['organization']> }) {
  const words = reportWords.new;
  return (
    <>
      <p>
        {words.goesTo(organization.name)} <a href={urls.reportNew}>{words.elsewhere}</a>
      </p>
      {assets.length > 0 && (
        <Select
          name="asset"
          label={words.asset}
          blank={words.assetBlank}
          value={content.asset}
          options={assets.map(({ id, name, type }) => ({
            value: id,
            label: `${name} (${webWords.asset[type]})`,
          }))}
          error={errorFor(errors, 'asset')}
        />
      )}
      <TextInput
        name="location"
        label={words.locationIn(organization.name)}
        hint={words.locationInHint}
        value={content.location}
        maxLength={textLimits.location}
        spellcheck={false}
        error={errorFor(errors, 'location')}
      />
    </>
  );
}
