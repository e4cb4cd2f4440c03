import type { AssetType } from '@bugheist/bug/asset';
import { placeFingerprint } from '@bugheist/bug/fingerprint';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { insertAsset } from '../../organization/store/assets.ts';
import { insertLabel, saveTemplate } from '../../organization/store/labels.ts';
import { anonymous, type PersonActor } from '../../permission/actor.ts';
import { assignBug } from '../../queue/assign-bug.ts';
import { addComment, addNote } from '../../queue/conversation.ts';
import { type Filed, fileSighting } from '../../queue/file-sighting.ts';
import { labelBug } from '../../queue/label-bug.ts';
import { loadReport } from '../../queue/load-report.ts';
import { publishBug } from '../../queue/publish-bug.ts';
import { rateBug } from '../../queue/rate-bug.ts';
import { transition } from '../../queue/transition.ts';
import { type AcornAsset, type AcornBug, type AcornLabel, acornBugs, type Deed } from './acorn-bugs.ts';
import type { DemoHandle } from './people.ts';

interface Stage {
  organizationId: string;
  assets: ReadonlyMap<AcornAsset, string>;
  labels: ReadonlyMap<AcornLabel, string>;
  actor: (handle: DemoHandle) => PersonActor;
  /** The moment that many hours before the demo starts. */
  at: (hoursAgo: number) => Date;
}

const bought = 24 * 60;

/** An invented maker of thermostats that is still to look at most of its bugs. */
export async function makeAcornHome(tx: Tx, now: Date): Promise<string> {
  const id = newId(now);
  const createdAt = hoursBefore(now, bought);
  await tx.insert(organization).values({
    id,
    slug: 'acorn-home',
    key: 'ACORN',
    name: 'Acorn Home',
    domain: 'acorn-home.example',
    description:
      'Maker of a thermostat, its app and a web shop. Invented for this demo, with its bugs and its people: try everything here.',
    staffedAt: createdAt,
    createdAt,
  });
  return id;
}

/** Files its bugs and lets people and machines work on them, as they would through the pages. */
export async function fillAcornHome(
  tx: Tx,
  { organizationId, actor }: Pick<Stage, 'organizationId' | 'actor'>,
  now: Date,
): Promise<void> {
  const at = (hoursAgo: number) => hoursBefore(now, hoursAgo);
  const assets = await makeAssets(tx, organizationId, at(bought));
  const labels = await makeLabels(tx, organizationId, at(bought));
  await makeTemplates(tx, organizationId, at(bought));
  const stage: Stage = { organizationId, assets, labels, actor, at };
  for (const bug of acornBugs) {
    const filed = await fileBug(tx, stage, bug);
    for (const deed of bug.deeds) await doDeed(tx, stage, filed, deed);
  }
  await fileHit(tx, stage);
  await fileAttack(tx, stage);
}

const assetsMade: Record<AcornAsset, { type: AssetType; identifier: string; name: string }> = {
  thermostat: { type: 'hardware-device', identifier: 'acorn-t2', name: 'Acorn T2 thermostat' },
  firmware: { type: 'firmware', identifier: 'acorn-t2-firmware', name: 'Firmware of the T2' },
  app: { type: 'mobile-app', identifier: 'example.acorn-home.app', name: 'Acorn Home app' },
  shop: { type: 'website', identifier: 'shop.acorn-home.example', name: 'Web shop' },
  api: { type: 'api', identifier: 'api.acorn-home.example', name: 'API of the app' },
};

async function makeAssets(tx: Tx, organizationId: string, createdAt: Date) {
  const made = new Map<AcornAsset, string>();
  for (const key of Object.keys(assetsMade) as AcornAsset[]) {
    const id = newId(createdAt);
    await insertAsset(tx, { id, organizationId, ...assetsMade[key], createdAt });
    made.set(key, id);
  }
  return made;
}

async function makeLabels(tx: Tx, organizationId: string, createdAt: Date) {
  const made = new Map<AcornLabel, string>();
  for (const [name, colour] of [
    ['payment', 'blue'],
    ['heating', 'orange'],
    ['next release', 'green'],
  ] as const) {
    const id = newId(createdAt);
    await insertLabel(tx, { id, organizationId, name, colour, createdAt });
    made.set(name, id);
  }
  return made;
}

async function makeTemplates(tx: Tx, organizationId: string, at: Date): Promise<void> {
  const templates = {
    'Thanks, we look at it':
      'Thank you for taking the time to write to us. We try it on our own device and answer within three days.',
    'Which firmware?':
      'Which firmware does your thermostat run? Hold **–** for five seconds: the number on the second line is it.',
  };
  for (const [name, bodyMarkdown] of Object.entries(templates))
    await saveTemplate(tx, {
      id: newId(at),
      organizationId,
      name,
      bodyMarkdown,
      createdAt: at,
      updatedAt: at,
    });
}

function fileBug(tx: Tx, { organizationId, assets, actor, at }: Stage, bug: AcornBug): Promise<Filed> {
  const { title, kind, location, severity, weakness, reporter } = bug;
  const body = written(bug.body);
  const by = reporter === null ? null : actor(reporter);
  return fileSighting(
    tx,
    {
      type: 'report',
      organizationId,
      assetId: assets.get(bug.asset) ?? null,
      kind,
      title,
      location,
      rating: severity === null ? null : { severity, cvssVector: null, cvssScore: null },
      weakness,
      fingerprints: [],
      actor: by ?? anonymous,
      reporterId: by?.id ?? null,
      claimHash: null,
      creditPublic: by !== null,
      body,
      steps: written(bug.steps),
      impact: written(bug.impact),
      rendererVersion: body.rendererVersion,
      httpExchange: '',
      hold: null,
    },
    at(bug.hoursAgo),
  );
}

async function doDeed(tx: Tx, stage: Stage, { bugId, reportId }: Filed, deed: Deed): Promise<void> {
  const actor = stage.actor(deed.by);
  const at = stage.at(deed.hoursAgo);
  const report = (await loadReport(tx, reportId ?? ''))?.object;
  if (!report) throw new Error(`Expected a report to open the bug of which ${deed.by} should ${deed.does}.`);
  const seen = { bugId, actor, expectedVersion: null };
  switch (deed.does) {
    case 'move': {
      const { name, reason, parent, question } = deed;
      const asked = question === undefined ? null : written(question);
      return transition(
        tx,
        { ...seen, report, name, reason: reason ?? null, parent: parent ?? null, question: asked },
        at,
      );
    }
    case 'say':
      await addComment(tx, { report, bugId, actor, text: written(deed.text) }, at);
      return;
    case 'note':
      await addNote(tx, { bugId, authorId: actor.id, actor, text: written(deed.text) }, at);
      return;
    case 'label':
      return labelBug(tx, { bugId, actor, add: idsOf(stage.labels, deed.labels), remove: [] }, at);
    case 'assign':
      return assignBug(tx, { ...seen, assigneeId: stage.actor(deed.to).id }, at);
    case 'rate': {
      const rating = { severity: deed.severity, cvssVector: null, cvssScore: null };
      return rateBug(tx, { ...seen, rating, reason: deed.reason }, at);
    }
    case 'ask-to-publish':
      await publishBug(tx, { bugId, actor, publication: { level: 'full', summary: written('') } }, at);
  }
}

/** What a scan of the shop's code found. */
async function fileHit(tx: Tx, { organizationId, assets, at }: Stage): Promise<void> {
  const source = { tool: 'bugheist', toolVersion: null, rule: 'code/sql-injection' };
  const path = 'src/orders/search.ts';
  const message = 'The search word is put into the SQL text as it came; bind it as a value instead.';
  await fileSighting(
    tx,
    {
      type: 'hit',
      organizationId,
      assetId: assets.get('shop') ?? null,
      kind: 'security',
      title: 'SQL is put together from what the customer typed',
      location: `${path}:41`,
      rating: { severity: 'high', cvssVector: null, cvssScore: null },
      weakness: 89,
      fingerprints: [placeFingerprint({ ...source, path }, 41, 18)],
      source,
      seenAt: at(6),
      place: { type: 'file', path, line: 41, column: 18 },
      evidence: {
        message,
        snippet: `db.query("select id, total from orders where note like '%" + word + "%'")`,
      },
      text: message,
      renamedFrom: [],
      urgency: null,
    },
    at(6),
  );
}

/** What the guard saw at the place of a bug that is known: it is raised, not filed twice. */
async function fileAttack(tx: Tx, { organizationId, assets, at }: Stage): Promise<void> {
  const url = 'https://shop.acorn-home.example/orders/receipt';
  const message = 'One client asked for 212 receipts, one number after the other.';
  await fileSighting(
    tx,
    {
      type: 'incident',
      organizationId,
      assetId: assets.get('shop') ?? null,
      kind: 'security',
      title: 'Receipts are read one after the other',
      location: url,
      rating: { severity: 'high', cvssVector: null, cvssScore: null },
      weakness: 639,
      fingerprints: [],
      source: { guard: 'shop', scenario: 'counting-up' },
      seenAt: at(2),
      place: { type: 'url', method: 'GET', url, parameter: 'number' },
      evidence: { message, count: 212, firstAt: at(2.2), lastAt: at(2), lines: [], decisions: [] },
      text: message,
      renamedFrom: [],
      urgency: { type: 'attack', reason: message },
    },
    at(2),
  );
}

const idsOf = (labels: Stage['labels'], names: readonly AcornLabel[]): string[] =>
  names.map((name) => labels.get(name) ?? '');

const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const written = (markdown: string) => ({ markdown, ...renderMarkdown(markdown) });
