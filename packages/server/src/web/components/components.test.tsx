import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { A } from './a.tsx';
import { initialsOf } from './avatar.tsx';
import { Form } from './form.tsx';
import { signedIn, signedOut } from './gallery/fixture.ts';
import { Gallery } from './gallery.tsx';
import { Page } from './page.tsx';
import { TextInput } from './text-input.tsx';

const gallery = renderToString(
  <Page chrome={signedIn} title="Components">
    <Gallery />
  </Page>,
);

describe('every page', () => {
  test('carries nothing inline that the content security policy would block', () => {
    expect(gallery).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:/);
  });

  test('begins with the skip link, which leads to the main part', () => {
    const body = gallery.slice(gallery.indexOf('<body'));
    expect(/<a[^>]*>/.exec(body)?.[0]).toContain('href="#main"');
    expect(body).toContain('<main class="page-main" id="main"');
  });

  test('has ids that occur once', () => {
    const ids = [...gallery.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('sets the theme only when the person chose one', () => {
    const page = (theme: 'dark' | null) =>
      renderToString(
        <Page chrome={{ ...signedOut, theme }} title="x">
          y
        </Page>,
      );
    expect(page('dark')).toContain('<html lang="en" data-theme="dark">');
    expect(page(null)).toContain('<html lang="en">');
  });

  test('without a description is not offered to link previews', () => {
    expect(
      renderToString(
        <Page chrome={signedOut} title="x">
          y
        </Page>,
      ),
    ).not.toContain('og:');
  });
});

test('a link that could run script loses its address and keeps its text', () => {
  const attack = ['javascript', 'alert(1)'].join(':');
  expect(renderToString(<A href={attack}>proof</A>)).toBe('<span>proof</span>');
});

test('a link to another site tells it nothing', () => {
  expect(renderToString(<A href="https://example.org/">x</A>)).toContain(
    'rel="noopener noreferrer nofollow ugc"',
  );
});

test('a form carries the token and only posts to a safe address', () => {
  expect(
    renderToString(
      <Form action="/x" token="t">
        y
      </Form>,
    ),
  ).toContain('<input type="hidden" name="token" value="t"');
  expect(() =>
    renderToString(
      <Form action="javascript:1" token="t">
        y
      </Form>,
    ),
  ).toThrow('posts to a path');
});

test('an error is tied to its field and announced', () => {
  const html = renderToString(
    <TextInput name="title" label="Title" error="Say what is wrong." hint="One line." />,
  );
  expect(html).toContain('aria-describedby="title-hint title-error"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toMatch(/id="title-error" role="alert"/);
});

test.each([
  ['Mara Lindqvist', 'ML'],
  ['yuki', 'Y'],
  ['Ada B. O’Neil', 'AN'],
  ['', '?'],
])('the initials of %j are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
