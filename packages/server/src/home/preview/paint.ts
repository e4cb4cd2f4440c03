import { createHash } from 'node:crypto';
import { drawPreview, type PreviewFacts } from './picture.ts';

export interface PaintedPreview {
  png: Buffer;
  /** Changes with what the picture says. */
  tag: string;
}

/** A picture is some 20 kB; as many stay in memory as a busy day's links are about. */
const mostKept = 200;

/** Paints previews one at a time, each once as long as it says the same: a picture costs a hundred pages. */
export function previewPainter() {
  const painted = new Map<string, Promise<PaintedPreview>>();
  let last: Promise<unknown> = Promise.resolve();
  return (facts: PreviewFacts): Promise<PaintedPreview> => {
    const tag = createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
    const known = painted.get(tag);
    if (known) return known;
    const picture = last.then(() => paint(facts, tag));
    last = picture.catch(() => painted.delete(tag));
    painted.set(tag, picture);
    for (const oldest of painted.keys()) {
      if (painted.size <= mostKept) break;
      painted.delete(oldest);
    }
    return picture;
  };
}

async function paint(facts: PreviewFacts, tag: string): Promise<PaintedPreview> {
  const { default: sharp } = await import('sharp');
  const png = await sharp(Buffer.from(drawPreview(facts)))
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer();
  return { png, tag };
}
