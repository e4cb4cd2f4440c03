import { packageFingerprints } from '@bugheist/bug/fingerprint';
import type { Database } from '../../db/database.ts';
import { asset, organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { anonymous, type PersonActor } from '../../permission/actor.ts';
import { fileSighting } from '../../queue/file-sighting.ts';
import { publishBug } from '../../queue/publish-bug.ts';
import { dropOutbox } from '../../queue/store/outbox.ts';
import { transition } from '../../queue/transition.ts';
import { readHistory, reportedAt, type Vulnerability } from './history.ts';
import { type DemoAccount, makeDemoPeople, memberActor } from './people.ts';

interface Stage {
  organizationId: string;
  assets: Record<Vulnerability['part'], string>;
  owner: PersonActor;
}

/**
 * Fills an empty instance with curl's published vulnerabilities as one organization: each filed on the day it was
 * reported, resolved and published on the day it was announced. One transaction.
 */
export async function seedDemo(database: Database, now: Date): Promise<DemoAccount[]> {
  const history = readHistory();
  return database.transaction(async (tx) => {
    const first = history[0] ? reportedAt(history[0]) : now;
    const organizationId = await makeCurl(tx, first);
    const people = await makeDemoPeople(tx, organizationId, now);
    const owner = people.find(({ handle }) => handle === 'owner');
    const actor = memberActor(owner?.id ?? '', organizationId, 'owner');
    const stage = { organizationId, assets: await makeAssets(tx, organizationId, first), owner: actor };
    for (const vulnerability of history) await relive(tx, stage, vulnerability);
    // Twenty years of news are no news.
    await dropOutbox(tx);
    return people;
  });
}

async function makeCurl(tx: Tx, at: Date): Promise<string> {
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
