import { at, entriesOf, itemsOf, placedText, textOf, type Yaml } from '../../yaml/yaml.ts';
import type { Placed } from './workflow-file.ts';

/**
 * The values that `matrix.KEY` takes in a job, as its file writes them out; null when an expression makes them.
 * Letter case of the key does not matter.
 */
export function matrixValues(job: Yaml, key: string): Placed[] | null {
  const matrix = at(job, 'strategy', 'matrix');
  const lists = [keyed(matrix, key), at(matrix, 'include')];
  if (placedText(matrix) || lists.some((one) => placedText(one))) return null;
  const [own = null, included = null] = lists;
  const values = [...itemsOf(own), ...itemsOf(included).flatMap((one) => keyed(one, key) ?? [])];
  const texts = values.flatMap((one) => placedText(one) ?? []);
  const excluded = itemsOf(at(matrix, 'exclude')).flatMap((one) =>
    // With more keys only some combinations are taken out.
    entriesOf(one).length === 1 ? (textOf(keyed(one, key)) ?? []) : [],
  );
  return texts.some(({ text }) => text.includes('${{'))
    ? null
    : texts.filter(({ text }) => !excluded.includes(text));
}

const keyed = (yaml: Yaml | null, key: string): Yaml | null =>
  entriesOf(yaml).find((entry) => entry.key.toLowerCase() === key)?.value ?? null;
