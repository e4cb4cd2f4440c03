import { z } from 'zod';
import type { AttachmentRow } from '../../files/store.ts';
import { link, urls } from '../../urls.ts';

/** A file that hangs on a report, a comment or a note. */
export const attachmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  isImage: z.boolean(),
  url: z.string(),
});

type Shown = Pick<AttachmentRow, 'id' | 'fileName' | 'mediaType' | 'bytes' | 'isImage'>;

export const attachmentResource = (row: Shown): z.output<typeof attachmentSchema> => ({
  id: row.id,
  name: row.fileName,
  mediaType: row.mediaType,
  bytes: row.bytes,
  isImage: row.isImage,
  url: link(urls.apiAttachment, { id: row.id }),
});
