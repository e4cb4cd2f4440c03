import type { CvssVersion } from '@bugheist/bug/cvss/metric';
import { parseVector } from '@bugheist/bug/cvss/parse';
import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { CvssCalculator, type CvssChoices, cvssChoicesIn } from '../../web/components/cvss-calculator.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { bugWords as words } from '../../words/bug.ts';
import { webWords } from '../../words/web.ts';
import { type BugFormProps, Opened } from './bug-steps.tsx';
import { errorsIn, typedIn } from './form-state.ts';

export function SeverityForm(props: BugFormProps) {
  const { bug, token, state } = props;
  const errors = errorsIn(state, 'severity');
  return (
    <details open={state?.form === 'severity'}>
      <summary>{words.changeSeverity}</summary>
      <Form action={link(urls.bugSeverity, { number: bug.name })} token={token}>
        <Opened {...props} />
        <input type="hidden" name="cvssVersion" value={calculatorOf(props).version} />
        <TextInput
          name="vector"
          label={words.vector}
          hint={words.vectorHint}
          optional
          value={typedIn(state, 'severity', 'vector', bug.cvssVector ?? '')}
          error={errorFor(errors, 'vector')}
          maxLength={500}
          spellcheck={false}
        />
        <details>
          <summary>{words.calculator}</summary>
          <CvssCalculator {...calculatorOf(props)} />
        </details>
        <Select
          name="severity"
          label={words.plainSeverity}
          blank={words.bySeverity}
          value={typedIn(state, 'severity', 'severity', bug.severity ?? '')}
          options={severities.toReversed().map((value) => ({ value, label: webWords.severity[value] }))}
        />
        <Textarea
          name="reason"
          id="severity-reason"
          label={words.reason}
          hint={words.reasonHint}
          required
          rows={2}
          value={typedIn(state, 'severity', 'reason')}
          error={errorFor(errors, 'reason')}
          maxLength={5000}
        />
        <FormActions>
          <Button>{words.rate}</Button>
        </FormActions>
      </Form>
    </details>
  );
}

/** Starts from what was chosen, else from the bug's vector. */
function calculatorOf({ bug, state }: BugFormProps): { version: CvssVersion; choices: CvssChoices } {
  const parsed = parseVector(bug.cvssVector ?? '');
  const version = parsed.ok ? parsed.vector.version : '4.0';
  const typed = state?.form === 'severity' ? cvssChoicesIn(state.typed) : {};
  if (Object.keys(typed).length > 0) return { version, choices: typed };
  return { version, choices: parsed.ok ? parsed.vector.metrics : {} };
}

interface DetailsFormProps extends BugFormProps {
  assets: readonly { id: string; name: string }[];
}

export function DetailsForm({ assets, ...props }: DetailsFormProps) {
  const { bug, token, state } = props;
  const errors = errorsIn(state, 'details');
  const value = (name: string, present: string) => typedIn(state, 'details', name, present);
  return (
    <details open={state?.form === 'details'}>
      <summary>{words.changeDetails}</summary>
      <Form action={link(urls.bugDetails, { number: bug.name })} token={token}>
        <Opened {...props} />
        <TextInput
          name="title"
          label={words.bugTitle}
          required
          maxLength={200}
          value={value('title', bug.title)}
          error={errorFor(errors, 'title')}
        />
        <Select
          name="kind"
          label={words.kind}
          value={value('kind', bug.kind)}
          options={kinds.map((kind) => ({ value: kind, label: webWords.kind[kind] }))}
        />
        <Select
          name="asset"
          label={words.asset}
          blank={words.noAsset}
          value={value('asset', bug.assetId ?? '')}
          error={errorFor(errors, 'asset')}
          options={assets.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput
          name="location"
          label={words.location}
          optional
          maxLength={2000}
          value={value('location', bug.location)}
          error={errorFor(errors, 'location')}
        />
        <TextInput
          name="weakness"
          label={words.weakness}
          hint={words.weaknessHint}
          optional
          maxLength={12}
          value={value('weakness', bug.weakness === null ? '' : String(bug.weakness))}
          error={errorFor(errors, 'weakness')}
        />
        <FormActions>
          <Button>{words.save}</Button>
        </FormActions>
      </Form>
    </details>
  );
}

interface LabelsFormProps extends BugFormProps {
  labels: readonly { id: string }[];
  allLabels: readonly { id: string; name: string }[];
}

export const LabelsForm = ({ bug, token, state, labels, allLabels }: LabelsFormProps) => (
  <details open={state?.form === 'labels'}>
    <summary>{words.setLabels}</summary>
    <Form action={link(urls.bugLabels, { number: bug.name })} token={token}>
      {allLabels.map(({ id, name }) => (
        <div key={id}>
          <input type="hidden" name="known" value={id} />
          <Checkbox
            name="label"
            id={`label-${id}`}
            label={name}
            value={id}
            checked={labels.some((label) => label.id === id)}
          />
        </div>
      ))}
      <FormActions>
        <Button>{words.save}</Button>
      </FormActions>
    </Form>
  </details>
);
