import { fileLimits } from '../../files/limits.ts';
import type { CommentRow } from '../../queue/store/conversation.ts';
import { filesHint } from '../../queue/views/conversation-forms.tsx';
import { errorsIn, typedIn } from '../../queue/views/form-state.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { FileDrop } from '../../web/components/file-drop.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { MarkdownEditor } from '../../web/components/markdown-editor.tsx';
import { Prose } from '../../web/components/prose.tsx';
import { Timeline, TimelineEvent, TimelineMessage } from '../../web/components/timeline.tsx';
import { reportWords } from '../../words/report.ts';
import { eventIcons, sentenceOf } from './event-sentence.ts';
import { FileList } from './file-list.tsx';
import type { ReportPageProps } from './report-page.tsx';

const words = reportWords.report;

/** Comments and what happened, in one line of time, and the box to answer in. */
export function ReportConversation(props: ReportPageProps) {
  const entries = [
    ...props.comments.map((comment) => ({ id: comment.id, draw: () => drawComment(comment, props) })),
    ...props.events.map((event) => ({ id: event.id, draw: () => drawEvent(event, props) })),
    // Ids are UUIDv7: their order is the order of events.
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (
    <section class="stack">
      <h2>{words.conversation}</h2>
      <Timeline label={words.conversation}>{entries.map(({ draw }) => draw())}</Timeline>
      {props.may.comment && <AnswerForm {...props} />}
    </section>
  );
}

function drawComment(comment: CommentRow, { commentFiles, format, now }: ReportPageProps) {
  const files = commentFiles.filter(({ commentId }) => commentId === comment.id);
  const part = { reporter: words.you, member: words.member, staff: words.staff }[comment.authorRole];
  const author = comment.authorHandle
    ? { handle: comment.authorHandle, name: comment.authorName || comment.authorHandle }
    : null;
  return (
    <TimelineMessage
      key={comment.id}
      id={`c-${comment.id}`}
      kind="comment"
      author={author}
      part={part}
      at={comment.createdAt}
      now={now}
      format={format}
    >
      <Prose html={comment.bodyHtml} />
      {files.length > 0 && <FileList files={files} format={format} />}
    </TimelineMessage>
  );
}

function drawEvent(event: ReportPageProps['events'][number], { format, now }: ReportPageProps) {
  const sentence = sentenceOf(event);
  if (sentence === null) return null;
  const { reason } = event.content;
  return (
    <TimelineEvent
      key={event.id}
      icon={eventIcons[event.type] ?? 'clock'}
      at={event.at}
      now={now}
      format={format}
      detail={typeof reason === 'string' ? <p>{reason}</p> : undefined}
    >
      {sentence}
    </TimelineEvent>
  );
}

const AnswerForm = ({ loaded: { report }, token, state, format }: ReportPageProps) => (
  <Form action={link(urls.reportComments, { id: report.id })} token={token} files>
    <MarkdownEditor
      name="text"
      label={words.answer}
      hint={words.answerHint}
      rows={5}
      preview={urls.reportPreview}
      required
      value={typedIn(state, 'comment', 'text')}
    />
    <FileDrop
      name="files"
      label={words.files}
      hint={filesHint(format)}
      error={errorFor(errorsIn(state, 'comment'), 'files')}
      maxBytes={fileLimits.perFile}
      multiple
      optional
    />
    <FormActions>
      <Button kind="primary">{words.send}</Button>
    </FormActions>
  </Form>
);
