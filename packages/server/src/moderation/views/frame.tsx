import type { ComponentChildren } from 'preact';
import type { FieldError } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { Tabs } from '../../web/components/tabs.tsx';
import type { FormValues } from '../../web/route.ts';
import type { Format } from '../../words/format.ts';
import { moderationWords as words } from '../../words/moderation.ts';

/** A form of the list that was sent back, with what was typed. */
export interface RefusedForm {
  id: string;
  errors: readonly FieldError[];
  typed: FormValues;
}

/** What both lists of the desk are given. */
export interface DeskProps {
  waiting: { holds: number; appeals: number };
  older: string | null;
  refused: RefusedForm | null;
  token: string;
  format: Format;
  now: Date;
}

interface FrameProps extends DeskProps {
  current: 'holds' | 'appeals';
  lede: string;
  children: ComponentChildren;
}

export const Frame = ({ current, lede, waiting, older, children }: FrameProps) => (
  <>
    <PageHeader title={words.title} lede={lede} />
    <Tabs
      label={words.parts}
      tabs={[
        { href: urls.moderation, label: words.holds, count: waiting.holds, current: current === 'holds' },
        {
          href: urls.moderationAppeals,
          label: words.appeals,
          count: waiting.appeals,
          current: current === 'appeals',
        },
      ]}
    />
    {children}
    <Pagination newer={null} older={older} />
  </>
);

export const typedIn = (refused: RefusedForm | null, name: string): string => {
  const value = refused?.typed[name];
  return typeof value === 'string' ? value : '';
};
