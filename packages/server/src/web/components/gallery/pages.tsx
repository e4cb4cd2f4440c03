import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Gallery } from '../gallery.tsx';
import { Page } from '../page.tsx';
import { signedIn, signedOut } from './fixture.ts';
import { SampleError } from './instruments.tsx';
import { SampleBug } from './sample-bug.tsx';
import { SampleQueue } from './sample-queue.tsx';
import { SampleReport } from './sample-report.tsx';

/** The gallery and the whole sample pages. */
export const galleryPageNames = ['components', 'error', 'queue', 'bug', 'report'] as const;

/** A page of those as a document, or null for another name. */
export function drawGalleryPage(name: string): string | null {
  const page = pages[name];
  return page ? `<!doctype html>${renderToString(page)}` : null;
}

/** Scripts that the components need. */
export const galleryScripts = ['editor', 'files', 'counter', 'copy', 'cvss', 'shortcuts'] as const;

const pages: Readonly<Record<string, JSX.Element>> = {
  components: (
    <Page chrome={signedIn} title="Components" scripts={galleryScripts}>
      <Gallery />
    </Page>
  ),
  error: (
    <Page chrome={signedOut} title="Not found">
      <SampleError />
    </Page>
  ),
  queue: (
    <Page chrome={signedIn} title="Queue" width="wide" scripts={['shortcuts']}>
      <SampleQueue />
    </Page>
  ),
  bug: (
    <Page chrome={signedIn} title="Password reset link works twice">
      <SampleBug />
    </Page>
  ),
  report: (
    <Page chrome={signedOut} title="Report a bug" width="narrow" scripts={['editor', 'counter']}>
      <SampleReport />
    </Page>
  ),
};
