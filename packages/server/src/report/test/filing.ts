import { link, urls } from '../../urls.ts';
import type { TestApp } from '../../web/test/app.ts';
import type { Browser, Page } from '../../web/test/browser.ts';

export const goodReport = {
  location: 'https://shop.newcomer.example/cart',
  kind: 'security',
  title: 'The cart shows what others bought',
};

type Files = Parameters<Browser['postFiles']>[2];

/** Fills in and sends the report form as somebody without script does, at a person's pace. */
export function reportingOn(app: TestApp) {
  // The same words twice look like a machine's.
  let reports = 0;
  const newBody = () =>
    `I saw the **order of somebody else**, with name and address, in browser ${++reports}.`;
  const fillIn = async (browser: Browser, fields: Record<string, string> = {}, files: Files = []) => {
    const form = await browser.get(urls.reportNew);
    app.setNow(new Date(app.now().getTime() + 60_000));
    return browser.postFiles(
      urls.reportNew,
      { ...hiddenFields(form), ...goodReport, similar: 'seen', body: newBody(), ...fields },
      files,
    );
  };
  /** Answers the report's id; throws when it was not filed. */
  const file = async (browser: Browser, fields: Record<string, string> = {}, files: Files = []) => {
    const answer = await fillIn(browser, fields, files);
    const id = /^\/reports\/([0-9a-f-]{36})\/filed$/.exec(answer.location ?? '')?.[1];
    if (id === undefined)
      throw new Error(`Expected a report to be filed, got ${answer.status}: ${answer.body}`);
    return id;
  };
  const phraseOf = async (browser: Browser, id: string) =>
    /<code>([a-z]+(?:-[a-z]+){7})<\/code>/.exec(
      (await browser.get(link(urls.reportFiled, { id }))).body,
    )?.[1] ?? '';
  return { newBody, fillIn, file, phraseOf };
}

export const hiddenFields = ({ body }: Page): Record<string, string> =>
  Object.fromEntries(
    ['draft', 'stamp', 'challenge', 'version'].flatMap((name) => {
      const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1];
      return value === undefined ? [] : [[name, value]];
    }),
  );
