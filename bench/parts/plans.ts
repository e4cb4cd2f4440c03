/** A statement as auto_explain logged it. */
export interface Executed {
  text: string;
  ms: number;
  /** Pages of 8 kB it touched, cached or not: unlike time, the same on a busy machine. */
  buffers: number;
  /** The ways tables were read: `Index Scan bug_queue_filed`. */
  scans: string[];
  /** Tables with many rows that were read from end to end. */
  bigScans: string[];
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Node[];
}

const manyRows = 10_000;

/** The plans in a piece of PostgreSQL's log, in the order the statements ended. */
export function parsePlans(log: string): Executed[] {
  return [...log.matchAll(/duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n?)+)/g)].map(([, ms, plan = '']) => {
    const { 'Query Text': text, Plan } = JSON.parse(plan) as { 'Query Text': string; Plan: Node };
    const nodes = withChildren(Plan);
    const scans = nodes.filter(({ 'Node Type': type }) => type.endsWith('Scan'));
    return {
      text,
      ms: Number(ms),
      buffers: Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'],
      scans: scans.map((node) =>
        `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`.trim(),
      ),
      bigScans: scans.filter(isBig).map((node) => node['Relation Name'] ?? ''),
    };
  });
}

const withChildren = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(withChildren)];

function isBig(node: Node): boolean {
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return node['Node Type'] === 'Seq Scan' && read > manyRows;
}
