import type { Browser, Page } from '../../web/test/browser.ts';

/** Opens a page and submits its form, as a person does; `action` where the form goes elsewhere. */
export async function fill(
  browser: Browser,
  url: string,
  fields: Record<string, string | readonly string[]>,
  action = url,
): Promise<Page> {
  const { body } = await browser.get(url);
  const form = new URLSearchParams({ token: formTokenOf(body) });
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  return browser.send({
    method: 'POST',
    url: action,
    payload: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
}

/** Speaks JSON to a path with the form token of a page, as an island does. */
export async function ask(browser: Browser, page: string, url: string, body: object): Promise<Page> {
  const token = formTokenOf((await browser.get(page)).body);
  return browser.send({
    method: 'POST',
    url,
    payload: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-form-token': token,
      'sec-fetch-site': 'same-origin',
    },
  });
}

const formTokenOf = (body: string): string => /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
