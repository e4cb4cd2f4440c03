const longest = 120;

/**
 * A name to show and to offer for saving: no folders, no control or direction-changing characters, no leading or
 * trailing dots. Never a path: files lie under their ids.
 *
 * Source: Unicode UTS #55 §4.1 on bidirectional spoofing (`photo\u202egnp.exe`).
 */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return visible === '' ? 'file' : shortened(visible);
}

/** The name with the extension of what the file really is now. */
export const withExtension = (name: string, extension: string): string =>
  shortened(`${name.replace(/\.[^.]{1,8}$/, '')}.${extension}`);

/** Source: RFC 6266 §4.3, RFC 8187 §3.2. */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= longest) return name;
  const extension = [...(/\.[^.]{1,8}$/.exec(name)?.[0] ?? '')];
  return [...characters.slice(0, longest - extension.length), ...extension].join('');
}
