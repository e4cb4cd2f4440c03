import { link, urls } from '../urls.ts';
import { webWords } from '../words/web.ts';
import { LinkButton } from './components/button.tsx';
import type { Problem } from './problem.ts';
import type { Context } from './route.ts';

/** What a person sees of a refusal: what happened, what is next, and the number that finds it in the log. */
export function ErrorPage({ problem, context }: { problem: Problem; context: Context }) {
  const mayBeHidden = problem.status === 404 && context.actor.type === 'anonymous';
  return (
    <div class="error-page">
      <p class="muted">{problem.status}</p>
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      {mayBeHidden && <p>If it is private and yours to see, sign in first.</p>}
      <p class="actions">
        {mayBeHidden && (
          <LinkButton href={link(urls.signIn, null, { next: context.request.url })} kind="primary">
            {webWords.signIn}
          </LinkButton>
        )}
        <LinkButton href={urls.home}>{webWords.home}</LinkButton>
      </p>
      {problem.status >= 500 && <p class="muted small">Request {problem.instance}</p>}
    </div>
  );
}
