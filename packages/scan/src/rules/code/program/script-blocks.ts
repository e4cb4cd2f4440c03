/**
 * The scripts of a page or a single-file component, each at its own place: everything else becomes spaces, so that
 * offsets hold. Scripts of one page share a scope, as they do in a browser. Null when there is none.
 */
export function scriptsOnly(text: string): { text: string; lang: 'ts' | 'tsx' } | null {
  const pieces: string[] = [];
  let end = 0;
  let lang: 'ts' | 'tsx' = 'ts';
  for (const { attributes, start, close } of scriptBlocks(text)) {
    if (!isJavaScript(attributes)) continue;
    if (/\blang\s*=\s*["']?[jt]sx\b/i.test(attributes)) lang = 'tsx';
    pieces.push(blank(text.slice(end, start)), text.slice(start, close));
    // The statement must not run on into the next block.
    pieces.push(';');
    end = close + 1;
  }
  return pieces.length === 0 ? null : { text: pieces.join(''), lang };
}

interface Block {
  readonly attributes: string;
  readonly start: number;
  readonly close: number;
}

function* scriptBlocks(text: string): Generator<Block> {
  const open = /<script\b([^>]{0,2000})>/gi;
  const shut = /<\/script/gi;
  for (let tag = open.exec(text); tag; tag = open.exec(text)) {
    shut.lastIndex = open.lastIndex;
    const close = shut.exec(text)?.index;
    if (close === undefined) return;
    yield { attributes: tag[1] ?? '', start: open.lastIndex, close };
    open.lastIndex = close;
  }
}

const isJavaScript = (attributes: string): boolean =>
  !/\bsrc\s*=/i.test(attributes) &&
  (!/\btype\s*=/i.test(attributes) ||
    /\btype\s*=\s*["']?(module|text\/(java|ecma|type)script|application\/(java|x-java|ecma)script|text\/babel)/i.test(
      attributes,
    ));

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
