import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { safeFileName, withExtension } from './file-name.ts';
import { encodeImage } from './image.ts';
import { fileLimits } from './limits.ts';
import { isImageType, mediaTypeOf } from './media-type.ts';

/** A file as it came with a form; `path` is where it lies until the answer is sent. */
export interface Upload {
  fileName: string;
  path: string;
  bytes: number;
}

/** An upload as it will be kept, beside the original until then. */
export interface Prepared {
  path: string;
  /** Null for what is no picture. */
  previewPath: string | null;
  fileName: string;
  mediaType: string;
  width: number | null;
  height: number | null;
  bytes: number;
  sha256: Uint8Array;
}

/**
 * What is kept of an upload: a picture made anew, everything else as it came. Takes seconds for a large picture, so
 * it belongs before a transaction. Null for a file above the limit, which is not even looked at.
 */
export async function prepareFile({ path, fileName, bytes: size }: Upload): Promise<Prepared | null> {
  if (size > fileLimits.perFile) return null;
  const original = await readFile(path);
  const name = safeFileName(fileName);
  const mediaType = mediaTypeOf(original.subarray(0, 4096));
  const image = isImageType(mediaType) ? await encodeImage(original, mediaType) : null;
  if (image === null)
    return {
      path,
      previewPath: null,
      fileName: name,
      // An image that cannot be made anew is not served under an image's type either.
      mediaType: isImageType(mediaType) ? 'application/octet-stream' : mediaType,
      width: null,
      height: null,
      ...measured(original),
    };
  const kept = { path: `${path}.kept`, previewPath: `${path}.preview` };
  await writeFile(kept.path, image.bytes, { mode: 0o600 });
  await writeFile(kept.previewPath, image.preview, { mode: 0o600 });
  return {
    ...kept,
    fileName: withExtension(name, image.extension),
    mediaType: image.mediaType,
    width: image.width,
    height: image.height,
    ...measured(image.bytes),
  };
}

const measured = (content: Uint8Array) => ({
  bytes: content.length,
  sha256: new Uint8Array(createHash('sha256').update(content).digest()),
});
