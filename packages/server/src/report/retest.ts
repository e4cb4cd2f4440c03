import type { Tx } from '../db/transaction.ts';
import { renderMarkdown } from '../markdown/render.ts';
import type { Actor } from '../permission/actor.ts';
import { addComment } from '../queue/conversation.ts';
import type { LoadedReport } from '../queue/load-report.ts';
import { transition } from '../queue/transition.ts';
import { Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';

/**
 * What the reporter says after trying the fix. "It works" goes into the conversation, and the organization resolves;
 * "it does not" sends the bug back to be fixed, with what was seen. The caller has checked `report.edit`.
 */
export async function answerRetest(
  tx: Tx,
  { report, bug, object }: LoadedReport,
  answer: { works: boolean; text: string; actor: Actor },
  now: Date,
): Promise<void> {
  const { works, actor } = answer;
  if (bug.state !== 'retest') throw new Refusal('wrong-transition', reportWords.errors.noRetest);
  if (!works)
    await transition(
      tx,
      {
        bugId: bug.id,
        name: 'fail-retest',
        actor,
        report: object,
        expectedVersion: null,
        reason: answer.text,
      },
      now,
    );
  const markdown = [works ? reportWords.retestWorks : reportWords.retestFails, answer.text.trim()]
    .filter((part) => part !== '')
    .join('\n\n');
  const text = { markdown, ...renderMarkdown(markdown) };
  await addComment(tx, { report: object, bugId: report.bugId, actor, text }, now);
}
