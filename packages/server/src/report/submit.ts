import type { Kind } from '@bugheist/bug/kind';
import { takeThrottle } from '../account/throttle.ts';
import type { Tx } from '../db/transaction.ts';
import { moveAttachments } from '../files/store.ts';
import { rendererVersion, renderMarkdown } from '../markdown/render.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { fileSighting } from '../queue/file-sighting.ts';
import type { HoldReason } from '../queue/sighting.ts';
import { type SimilarBug, similarBugs } from '../queue/similar-bugs.ts';
import type { FieldError } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { claimHash, newClaimPhrase } from './claim-phrase.ts';
import { contentErrors, type ReportContent } from './content.ts';
import { maskSecrets } from './mask-secrets.ts';
import { findPlace, organizationAt, type Place, readPlace } from './place.ts';
import { type Assessment, assessmentOf } from './rating.ts';
import { hopeless, type SpamScore, spamScore, suspicious } from './spam-score.ts';
import { countReportsOf, countSameText, sameReportOf } from './store/reports.ts';

export interface Submission {
  draft: { id: string; content: ReportContent; createdAt: Date };
  actor: Actor;
  /** What limits are counted by when nobody is signed in. */
  addressKey: string;
  honeypot: string;
  /** When the form was drawn; null when it was not ours. */
  drawnAt: Date | null;
  /** Whether the reporter was shown what is similar and goes on. */
  similarSeen: boolean;
  /** `unable`: a browser without script, which nobody can ask to compute. */
  puzzle: 'unable' | 'unsolved' | 'solved';
}

export type Submitted =
  | { outcome: 'filed'; reportId: string; phrase: string | null; held: boolean; masked: readonly string[] }
  /** The same form came twice. */
  | { outcome: 'already-filed'; reportId: string }
  | { outcome: 'incomplete'; errors: readonly FieldError[] }
  | { outcome: 'similar'; bugs: readonly SimilarBug[] }
  | { outcome: 'puzzle' }
  | { outcome: 'too-many'; seconds: number };

const personLimit = { name: 'report', burst: 20, intervalSeconds: 600 } as const;
const addressLimit = { name: 'report-anonymous', burst: 6, intervalSeconds: 900 } as const;
const hourMs = 3600 * 1000;

/**
 * Files a report through the one door, when nothing speaks against it; else says what does, and nothing is filed. The
 * caller has checked `report.create` and holds the draft locked. The draft itself is left for the caller to remove.
 */
export async function submitReport(tx: Tx, submission: Submission, now: Date): Promise<Submitted> {
  const { actor } = submission;
  const { content } = submission.draft;
  const read = readPlace(content);
  const assessment = assessmentOf(content);
  const errors = [...(read.ok ? [] : read.errors), ...contentErrors(content), ...assessment.errors];
  if (!read.ok || errors.length > 0) return { outcome: 'incomplete', errors };

  const twin = await twinOf(tx, actor, content, read.place, now);
  if (twin !== null) return { outcome: 'already-filed', reportId: twin };
  if (!submission.similarSeen) {
    const bugs = await similarTo(tx, actor, read.place, content);
    if (bugs.length > 0) return { outcome: 'similar', bugs };
  }
  const score = await scoreOf(tx, submission, now);
  const isSuspicious = score.score >= suspicious;
  if (isSuspicious && score.score < hopeless && submission.puzzle === 'unsolved')
    return { outcome: 'puzzle' };
  const hold = isSuspicious && !(submission.puzzle === 'solved' && score.score < hopeless);

  const seconds = await takeTurn(tx, submission, now);
  if (seconds !== null) return { outcome: 'too-many', seconds };
  return file(tx, submission, { place: read.place, assessment, hold: hold ? holdReason(score) : null }, now);
}

/** Open bugs like this one that the actor may see. */
export async function similarTo(
  tx: Tx,
  actor: Actor,
  place: Place,
  { title }: Pick<ReportContent, 'title'>,
): Promise<readonly SimilarBug[]> {
  const organization = await organizationAt(tx, place);
  if (!organization || title.trim() === '') return [];
  const object = {
    type: 'organization',
    id: organization.id,
    staffed: organization.staffedAt !== null,
  } as const;
  return similarBugs(tx, actor, { organization: object, title, location: place.location, except: null });
}

async function file(
  tx: Tx,
  { draft, actor }: Submission,
  { place, assessment, hold }: { place: Place; assessment: Assessment; hold: HoldReason | null },
  now: Date,
): Promise<Submitted> {
  const { content } = draft;
  const found = await findPlace(tx, place, now);
  if (!found)
    return { outcome: 'incomplete', errors: [{ path: 'asset', message: reportWords.errors.placeGone }] };
  const reporterId = personId(actor);
  const phrase = reporterId === null ? newClaimPhrase() : null;
  const exchange = maskSecrets(content.exchange.trim());
  const filed = await fileSighting(
    tx,
    {
      type: 'report',
      organizationId: found.organization.id,
      assetId: found.assetId,
      // `contentErrors` let nothing else pass.
      kind: content.kind as Kind,
      title: cleanTitle(content.title),
      location: found.location,
      rating: assessment.rating,
      weakness: assessment.weakness,
      fingerprints: [],
      actor,
      reporterId,
      claimHash: phrase === null ? null : claimHash(phrase),
      creditPublic: reporterId !== null && content.credit === 'yes',
      body: rendered(content.body),
      steps: rendered(content.steps),
      impact: rendered(content.impact),
      rendererVersion,
      httpExchange: exchange.text,
      hold,
    },
    now,
  );
  if (filed.reportId === null)
    throw new Error(`Expected a report's id after filing ${filed.name}, got none.`);
  await moveAttachments(tx, draft.id, filed.reportId);
  const { masked } = exchange;
  return { outcome: 'filed', reportId: filed.reportId, phrase, held: hold !== null, masked };
}

/** One line, without control characters or those that turn the reading direction. */
export const cleanTitle = (title: string): string =>
  title
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Markdown as typed and as shown. */
export function rendered(text: string) {
  const markdown = text.trim();
  return { markdown, html: renderMarkdown(markdown).html };
}

async function twinOf(tx: Tx, actor: Actor, content: ReportContent, place: Place, now: Date) {
  const reporter =
    actor.type === 'person'
      ? { personId: actor.id }
      : actor.type === 'claim'
        ? { reportId: actor.reportId }
        : null;
  if (reporter === null) return null;
  const words = { title: cleanTitle(content.title), body: content.body.trim(), location: place.location };
  return sameReportOf(tx, reporter, words, new Date(now.getTime() - hourMs));
}

async function scoreOf(tx: Tx, submission: Submission, now: Date): Promise<SpamScore> {
  const { content, createdAt } = submission.draft;
  const reporterId = personId(submission.actor);
  // Who comes back to a draft has spent their time on it before this form was drawn.
  const since = submission.drawnAt && Math.min(submission.drawnAt.getTime(), createdAt.getTime());
  return spamScore({
    title: content.title,
    text: [content.body, content.steps, content.impact].join('\n').trim(),
    location: content.location,
    honeypot: submission.honeypot,
    filledInMs: since === null ? null : now.getTime() - since,
    isAnonymous: reporterId === null,
    sameTextBefore: await countSameText(tx, content.body.trim(), new Date(now.getTime() - 7 * 24 * hourMs)),
    filedLately:
      reporterId === null ? 0 : await countReportsOf(tx, reporterId, new Date(now.getTime() - hourMs)),
  });
}

const holdReason = ({ score, signals }: SpamScore): HoldReason => ({
  reason: reportWords.holdReason,
  score,
  signals,
});

function takeTurn(tx: Tx, { actor, addressKey }: Submission, now: Date): Promise<number | null> {
  return actor.type === 'person'
    ? takeThrottle(tx, personLimit, actor.id, now)
    : takeThrottle(tx, addressLimit, addressKey, now);
}
