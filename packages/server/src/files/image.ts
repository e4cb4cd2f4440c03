import type { Sharp } from 'sharp';
import type { ImageType } from './media-type.ts';

export interface Encoded {
  bytes: Uint8Array;
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  extension: 'png' | 'jpg' | 'webp';
  width: number;
  height: number;
  /** A small WebP for lists. */
  preview: Uint8Array;
}

/** All frames together; a screenshot of three 4K displays has 25 million. */
const maxPixels = 60_000_000;
const maxFrames = 300;
/** The longest side WebP can hold. */
const maxSide = 16_383;
const previewSide = 480;
const timeoutSeconds = 20;

// Decoding a large image takes hundreds of megabytes for a moment; two at once, the rest wait their turn.
const mostAtOnce = 2;

/**
 * An image made anew from its pixels: metadata (camera, place, author), trailing content and whatever else the
 * original carried are gone. Animations become animated WebP. Null when the bytes are no image after all, or one
 * that unpacks to more than `maxPixels`.
 */
export async function encodeImage(bytes: Uint8Array, type: ImageType): Promise<Encoded | null> {
  return inTurn(async () => {
    try {
      return await encode(bytes, type);
    } catch (error) {
      if (isUnreadable(error)) return null;
      throw error;
    }
  });
}

async function encode(bytes: Uint8Array, type: ImageType): Promise<Encoded | null> {
  const sharp = await libvips();
  const limits = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true } as const;
  const described = await sharp(bytes, limits).metadata();
  const frames = described.pages ?? 1;
  if (described.width * described.height * frames > maxPixels || frames > maxFrames) return null;
  // The orientation that the metadata told is applied to the pixels before it goes.
  const source = () =>
    frames > 1 ? sharp(bytes, { ...limits, animated: true }) : sharp(bytes, limits).autoOrient();
  const target = frames > 1 || type === 'image/gif' ? 'image/webp' : type;
  const fitted = source()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: timeoutSeconds });
  const { data, info } = await encoders[target](fitted).toBuffer({ resolveWithObject: true });
  const preview = await sharp(bytes, limits)
    .autoOrient()
    .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .timeout({ seconds: timeoutSeconds })
    .toBuffer();
  return {
    bytes: data,
    mediaType: target,
    extension: extensions[target],
    width: info.width,
    height: info.pageHeight ?? info.height,
    preview,
  };
}

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;
const encoders = {
  'image/png': (image: Sharp) => image.png({ compressionLevel: 8 }),
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: 88, mozjpeg: true }),
  'image/webp': (image: Sharp) => image.webp({ quality: 88, effort: 3 }),
};

// libvips has no error classes; it speaks of what it read ("Input buffer …", "pngload_buffer: …", "timeout: …").
const isUnreadable = (error: unknown): boolean =>
  error instanceof Error &&
  /input buffer|input image|pixel limit|\w+load_buffer|vipsjpeg|libspng|webp|gif|timeout/i.test(
    error.message,
  );

/** Loaded with the first image: a server starts without its 16 MB of native code. */
async function libvips() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
