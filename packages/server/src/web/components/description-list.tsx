import type { ComponentChildren } from 'preact';

/** A term with its value; `false` and null are left out, so that entries can depend on something. */
export type Description = readonly [term: string, value: ComponentChildren] | false | null;

export const DescriptionList = ({ entries }: { entries: readonly Description[] }) => (
  <dl class="description-list">
    {entries.map(
      (entry) =>
        entry && (
          <div key={entry[0]}>
            <dt>{entry[0]}</dt>
            <dd>{entry[1]}</dd>
          </div>
        ),
    )}
  </dl>
);
