import { webWords } from '../../words/web.ts';

/** Shown by the island `live` once the page is out of date; a link to the page as it is now. */
export const LiveBar = ({ stream, here }: { stream: string; here: string }) => (
  <p
    class="live-bar"
    data-live={stream}
    data-one={webWords.live.one}
    data-other={webWords.live.other}
    role="status"
    hidden
  >
    <span data-live-text /> <a href={here}>{webWords.live.show}</a>
  </p>
);
