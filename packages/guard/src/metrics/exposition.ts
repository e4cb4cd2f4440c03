export interface MetricFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Text for Prometheus. Source: Prometheus exposition formats, text format 0.0.4. */
export function renderMetrics(families: readonly MetricFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) => {
      const head = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
      return (
        head +
        samples.map((sample) => `${name}${labelText(sample.labels)} ${number(sample.value)}\n`).join('')
      );
    })
    .join('');
}

/** A counter with one label, one total a label value. New values past `most` are counted as `other`. */
export class LabelledCounter {
  readonly #totals = new Map<string, number>();
  readonly #most: number;

  constructor(most = 500) {
    this.#most = most;
  }

  add(label: string, amount = 1): void {
    const key = this.#totals.has(label) || this.#totals.size < this.#most ? label : 'other';
    this.#totals.set(key, (this.#totals.get(key) ?? 0) + amount);
  }

  samples(label: string): Sample[] {
    return [...this.#totals].map(([value, total]) => ({ labels: { [label]: value }, value: total }));
  }
}

function labelText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels ?? {}).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
