import type { Readable } from 'node:stream';
import { contentDisposition, withExtension } from './file-name.ts';
import type { FileKey, FileStore } from './file-store.ts';
import type { AttachmentRow } from './store.ts';

export interface ServedFile {
  stream: Readable;
  contentType: string;
  headers: Record<string, string>;
}

/**
 * An attachment as it is sent. Only images that were made anew are shown in the browser; everything else is saved to
 * disk, whatever it is.
 */
export async function serveFile(
  files: FileStore,
  attachment: AttachmentRow,
  part: FileKey['part'],
): Promise<ServedFile> {
  const stream = await files.open({ id: attachment.id, part });
  const isPreview = part === 'preview';
  const contentType = isPreview ? 'image/webp' : attachment.mediaType;
  const name = isPreview ? withExtension(attachment.fileName, 'webp') : attachment.fileName;
  return {
    stream,
    contentType: contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
    headers: {
      'content-disposition': contentDisposition(attachment.isImage ? 'inline' : 'attachment', name),
      ...(isPreview ? {} : { 'content-length': String(attachment.bytes) }),
    },
  };
}
