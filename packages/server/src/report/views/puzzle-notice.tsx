import { Button } from '../../web/components/button.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { reportWords } from '../../words/report.ts';
import type { Puzzle } from '../proof-of-work.ts';

/** The island solves the puzzle and sends the form again; whoever does not want to wait sends it as it is. */
export const PuzzleNotice = ({ puzzle }: { puzzle: Puzzle }) => (
  <div data-puzzle={puzzle.challenge} data-bits={puzzle.bits}>
    <Notice tone="warning" title={reportWords.new.puzzleTitle} live>
      <p>{reportWords.new.puzzleText}</p>
      <p>
        <Button size="small" kind="quiet" name="script" value="off">
          {reportWords.new.puzzleManual}
        </Button>{' '}
        <span class="muted small">{reportWords.new.puzzleManualHint}</span>
      </p>
    </Notice>
    <input type="hidden" name="challenge" value={puzzle.challenge} />
    <input type="hidden" name="answer" value="" />
  </div>
);
