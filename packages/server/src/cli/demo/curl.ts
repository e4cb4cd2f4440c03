import { packageFingerprints } from '@bugheist/bug/fingerprint';
import { asset, organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { anonymous, type PersonActor } from '../../permission/actor.ts';
import { fileSighting } from '../../queue/file-sighting.ts';
import { publishBug } from '../../queue/publish-bug.ts';
import { transition } from '../../queue/transition.ts';
import { readHistory, reportedAt, type Vulnerability } from './curl-history.ts';

interface Stage {
  organizationId: string;
  assets: Record<Vulnerability['part'], string>;
  owner: PersonActor;
}

/** The project whose history it is, as old as its first report. */
export async function makeCurl(tx: Tx, now: Date): Promise<string> {
  const at = beginning(now);
  const id = newId(at);
  await tx.insert(organization).values({
    id,
    slug: 'curl',
    key: 'CURL',
    name: 'curl',
    domain: 'curl.se',
    description:
      'Command line tool and library for transferring data with URLs. This demo holds the published facts of its real vulnerabilities; the people are made up.',
    staffedAt: at,
    createdAt: at,
  });
  return id;
}

/** Files each published vulnerability on the day it was reported; the owner resolves and publishes it on the day it was announced. */
export async function fillCurl(
  tx: Tx,
  { organizationId, owner }: Pick<Stage, 'organizationId' | 'owner'>,
  now: Date,
): Promise<void> {
  const assets = await makeAssets(tx, organizationId, beginning(now));
  for (const vulnerability of readHistory())
    await relive(tx, { organizationId, assets, owner }, vulnerability);
}

function beginning(now: Date): Date {
  const [first] = readHistory();
  return first ? reportedAt(first) : now;
}

async function makeAssets(tx: Tx, organizationId: string, at: Date): Promise<Stage['assets']> {
  const make = async (identifier: string, name: string) => {
    const id = newId(at);
    await tx
      .insert(asset)
      .values({ id, organizationId, type: 'source-repository', identifier, name, createdAt: at });
    return id;
  };
  const lib = await make('curl/curl lib', 'libcurl');
  return { lib, tool: await make('curl/curl src', 'curl command line tool'), both: lib };
}

async function relive(
  tx: Tx,
  { organizationId, assets, owner }: Stage,
  vulnerability: Vulnerability,
): Promise<void> {
  const { cve, title, severity, cwe, announced, area, part } = vulnerability;
  const text = describe(vulnerability);
  const filed = await fileSighting(
    tx,
    {
      type: 'report',
      organizationId,
      assetId: assets[part],
      kind: 'security',
      title,
      location: area,
      rating: { severity, cvssVector: null, cvssScore: null },
      weakness: Number(cwe.slice(4)),
      fingerprints: packageFingerprints([cve], { ecosystem: 'generic', name: 'curl' }),
      actor: anonymous,
      reporterId: null,
      claimHash: null,
      creditPublic: false,
      body: text,
      steps: nothing,
      impact: nothing,
      rendererVersion: text.rendererVersion,
      httpExchange: '',
      hold: null,
    },
    reportedAt(vulnerability),
  );
  const step = { bugId: filed.bugId, actor: owner, report: null, expectedVersion: null };
  await transition(tx, { ...step, name: 'triage' }, reportedAt(vulnerability));
  await transition(tx, { ...step, name: 'resolve' }, announced);
  await publishBug(tx, { bugId: filed.bugId, publication: everything, actor: owner }, announced);
}

const everything = { level: 'full', summary: { markdown: '', ...renderMarkdown('') } } as const;
const nothing = { markdown: '', html: renderMarkdown('').html };

function describe({ cve, area, part, firstVulnerable, lastVulnerable }: Vulnerability) {
  const where = { lib: 'libcurl', tool: 'the command line tool', both: 'libcurl and the command line tool' }[
    part
  ];
  const markdown = `**${cve}** in ${where}, area ${area}.\n\nAffected versions: ${firstVulnerable} to and including ${lastVulnerable}.`;
  return { markdown, ...renderMarkdown(markdown) };
}
