import { link, urls } from '../urls.ts';
import { webWords } from '../words/web.ts';
import { LinkButton } from './components/button.tsx';
import { ErrorPage } from './components/error-page.tsx';
import type { Problem } from './problem.ts';
import type { Context } from './route.ts';

/** What a person sees of a refusal. A page that does not exist and one that is not theirs look the same. */
export function ProblemPage({ problem, context }: { problem: Problem; context: Context }) {
  const { status, title, detail, instance } = problem;
  const mayBeTheirs = status === 404 && context.actor.type === 'anonymous';
  return (
    <ErrorPage status={status} title={title} detail={detail} requestId={instance}>
      {mayBeTheirs && (
        <LinkButton href={link(urls.signIn, null, { next: context.request.url })} kind="primary">
          {webWords.signIn}
        </LinkButton>
      )}
      <LinkButton href={urls.home}>{webWords.toFrontPage}</LinkButton>
    </ErrorPage>
  );
}
