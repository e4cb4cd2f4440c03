import { Avatar } from '../../web/components/avatar.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import type { Format } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import type { Profile } from '../store/profiles.ts';
import type { PublicBug } from '../store/public-bugs.ts';
import { PublicBugList } from './bug-list.tsx';

interface ProfilePageProps {
  profile: Profile;
  credited: readonly PublicBug[];
  format: Format;
}

export const ProfilePage = ({ profile, credited, format }: ProfilePageProps) => (
  <>
    {!profile.profilePublic && <Notice>{words.hiddenProfile}</Notice>}
    <PageHeader title={profile.displayName || profile.handle} lede={profile.bio || undefined}>
      <Avatar name={profile.displayName || profile.handle} />
      <span class="muted">@{profile.handle}</span>
      <span class="muted">{words.memberSince(format.date(profile.createdAt))}</span>
    </PageHeader>
    <section class="stack" aria-labelledby="credited">
      <h2 id="credited">{words.credited}</h2>
      {credited.length > 0 ? (
        <PublicBugList label={words.credited} bugs={credited} format={format} />
      ) : (
        <EmptyState icon="trophy" title={words.noCredits}>
          {words.noCreditsText}
        </EmptyState>
      )}
    </section>
  </>
);
