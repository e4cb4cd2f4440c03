export const bits: Record<string, number> = {
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: 0o002,
  S_IXOTH: 0o001,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
};

/** `0o777`, `0777`, `511`, `stat.S_IRWXU | 0o022`; of `before | 0o022` what is added; null when nothing is known. */
export function modeOf(text: string): number | null {
  let mode: number | null = null;
  for (const part of text.replace(/\s/g, '').split('|')) {
    const name = /(?:^|\.)(S_I\w+)\)?$/.exec(part)?.[1];
    const value = name === undefined ? numberOf(part.replace(/^\(+|\)+$/g, '')) : bits[name];
    if (value !== undefined && !Number.isNaN(value)) mode = (mode ?? 0) | value;
  }
  return mode;
}

export const numberOf = (text: string): number => {
  if (/^0[oO]?[0-7]+$/.test(text)) return Number.parseInt(text.replace(/^0[oO]?/, ''), 8);
  return /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)$/.test(text) ? Number(text) : Number.NaN;
};
