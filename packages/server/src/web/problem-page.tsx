import { link, urls } from '../urls.ts';
import { webWords } from '../words/web.ts';
import { LinkButton } from './components/button.tsx';
import { Card } from './components/card.tsx';
import { ErrorPage } from './components/error-page.tsx';
import { Textarea } from './components/textarea.tsx';
import type { Problem } from './problem.ts';
import type { Context, FormValues } from './route.ts';

/** What a person sees of a refusal. A page that does not exist and one that is not theirs look the same. */
export function ProblemPage({ problem, context }: { problem: Problem; context: Context }) {
  const { status, title, detail, instance } = problem;
  const isStranger = context.actor.type === 'anonymous';
  const mayBeTheirs = isStranger && (status === 404 || status === 403);
  return (
    <>
      <ErrorPage status={status} title={title} detail={detail} requestId={instance}>
        {mayBeTheirs && (
          <LinkButton href={link(urls.signIn, null, { next: pageBefore(context) })} kind="primary">
            {webWords.signIn}
          </LinkButton>
        )}
        <LinkButton href={urls.home}>{webWords.toFrontPage}</LinkButton>
      </ErrorPage>
      <Typed values={context.typed} />
    </>
  );
}

/** Where the form stood, for a form; else the page that was asked for. */
function pageBefore({ request }: Context): string {
  const from = URL.parse(request.header('referer') ?? '');
  return from && from.host === request.header('host') ? from.pathname + from.search : request.url;
}

/** What somebody wrote, given back: pages are stored nowhere, so going back would have lost it. */
function Typed({ values }: { values: FormValues }) {
  const written = writings.flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : [];
  });
  if (written.length === 0) return null;
  return (
    <Card title={webWords.typed.title}>
      <p>{webWords.typed.text}</p>
      {written.map(([name, value]) => (
        <Textarea
          name={name}
          label={webWords.typed.fields[name]}
          value={value}
          rows={6}
          readOnly
          key={name}
        />
      ))}
    </Card>
  );
}

/** Fields of free text. Named one by one: a password or a code is never shown again. */
const writings = Object.keys(webWords.typed.fields) as (keyof typeof webWords.typed.fields)[];
