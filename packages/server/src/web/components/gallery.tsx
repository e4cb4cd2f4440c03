import { Badges } from './gallery/badges.tsx';
import { Controls } from './gallery/controls.tsx';
import { Instruments } from './gallery/instruments.tsx';
import { Story } from './gallery/story.tsx';
import { Surfaces } from './gallery/surfaces.tsx';
import { PageHeader } from './page-header.tsx';

/** Every component in every variant, for the eye and for the accessibility test. */
export const Gallery = () => (
  <>
    <PageHeader
      title="Components"
      lede="Everything pages are made of."
      breadcrumbs={[
        { href: '/', label: 'BugHeist' },
        { href: '/help', label: 'Help' },
      ]}
    />
    <Badges />
    <Controls />
    <Surfaces />
    <Story />
    <Instruments />
  </>
);
