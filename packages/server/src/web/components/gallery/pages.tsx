import type { JSX } from 'preact';
import { Gallery } from '../gallery.tsx';
import { Page } from '../page.tsx';
import { signedIn, signedOut } from './fixture.ts';
import { SampleError } from './instruments.tsx';
import { SampleBug } from './sample-bug.tsx';
import { SampleQueue } from './sample-queue.tsx';
import { SampleReport } from './sample-report.tsx';

/** Scripts that the components need. */
export const galleryScripts = ['editor', 'files', 'counter', 'copy', 'cvss', 'shortcuts'] as const;

/** The gallery and whole sample pages, by name. */
export const galleryPages: Readonly<Record<string, JSX.Element>> = {
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
