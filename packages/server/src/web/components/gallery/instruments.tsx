import { BarChart } from '../bar-chart.tsx';
import { Combobox } from '../combobox.tsx';
import { CvssCalculator } from '../cvss-calculator.tsx';
import { ErrorPage } from '../error-page.tsx';
import { FileDrop } from '../file-drop.tsx';
import { FilterBar } from '../filter-bar.tsx';
import { Form } from '../form.tsx';
import { KeyboardHelp, keyboardHelpId } from '../keyboard-help.tsx';
import { LineChart } from '../line-chart.tsx';
import { MarkdownEditor } from '../markdown-editor.tsx';
import { TextInput } from '../text-input.tsx';
import { Section } from './section.tsx';

const choices = {
  AV: 'N',
  AC: 'L',
  AT: 'N',
  PR: 'N',
  UI: 'P',
  VC: 'H',
  VI: 'H',
  VA: 'N',
  SC: 'N',
  SI: 'N',
  SA: 'N',
};

export const Instruments = () => (
  <>
    <Section title="Writing and attaching">
      <Form action="/_components" token="form-token" files>
        <MarkdownEditor
          name="body"
          label="What happens?"
          value={'The link stays valid after it was **used**.\n\n1. Ask for a reset.'}
          preview="/report/preview"
          upload="/report/files"
        />
        <FileDrop
          name="file"
          label="Screenshots and proofs"
          hint="Pictures, text and archives, at most 10 MB each."
          multiple
          kept={[{ id: 'f1', name: 'second-use.png', size: '184 kB' }]}
          removeName="remove"
          upload="/report/files"
        />
        <Combobox
          name="weakness"
          label="Weakness"
          optional
          placeholder="CWE-79 or part of its name"
          options={[
            { value: 'CWE-79', hint: 'Cross-site Scripting' },
            { value: 'CWE-640', hint: 'Weak Password Recovery' },
          ]}
        />
      </Form>
    </Section>
    <Section title="Severity calculator">
      <CvssCalculator version="4.0" choices={choices} />
    </Section>
    <Section title="Filter bar">
      <FilterBar action="/_components" clear="/_components">
        <TextInput
          name="q"
          id="filter-text"
          type="search"
          label="Search"
          hideLabel
          placeholder="Title or number"
        />
      </FilterBar>
    </Section>
    <Section title="Charts">
      <div class="grid">
        <BarChart
          caption="Open bugs by severity"
          bars={[
            { key: 'critical', label: 'Critical', value: 3, text: '3', tone: 'crimson' },
            { key: 'high', label: 'High', value: 9, text: '9', tone: 'orange' },
            { key: 'medium', label: 'Medium', value: 17, text: '17', tone: 'amber' },
            { key: 'low', label: 'Low', value: 8, text: '8', tone: 'blue' },
          ]}
        />
        <LineChart
          caption="Reports a month"
          points={['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov']}
          formatValue={String}
          series={[
            { name: 'Filed', tone: 'accent', values: [4, 9, 6, 14, 11, 17] },
            { name: 'Fixed', tone: 'violet', values: [2, 6, 7, 9, 12, 13] },
          ]}
        />
      </div>
    </Section>
    <Section title="Keyboard help">
      <div class="row">
        <button type="button" class="button" popovertarget={keyboardHelpId}>
          Keyboard shortcuts
        </button>
      </div>
      <KeyboardHelp
        shortcuts={[
          { keys: ['j', 'k'], does: 'Next and previous bug' },
          { keys: ['x'], does: 'Select it' },
          { keys: ['?'], does: 'Show this help' },
        ]}
      />
    </Section>
  </>
);

export const SampleError = () => (
  <ErrorPage
    status={404}
    title="Not found"
    detail="There is no such bug, or you may not see it."
    requestId="019ab3c2-7f00"
  />
);
