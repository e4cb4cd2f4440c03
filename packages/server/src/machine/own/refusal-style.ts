/**
 * The site's colours and letters for a page that may load nothing from it: the tokens of `web/styles/tokens.css` that
 * the guard's own pages use, under the names they use them by.
 */
export const refusalTokens = {
  '--paper': 'light-dark(#faf9f6, #161513)',
  '--ink': 'light-dark(#1f1d1a, #eeebe5)',
  '--ink-2': 'light-dark(#524d45, #bdb7ac)',
  '--line': 'light-dark(#e4e0d8, #35322e)',
  '--accent': 'light-dark(#0d6a63, #5ec7ba)',
  '--serif':
    '"Iowan Old Style", Charter, "Bitstream Charter", "Sitka Heading", "Sitka Text", Cambria, "Noto Serif", "Liberation Serif", serif',
} as const;

export const refusalStyle = `:root{${Object.entries(refusalTokens)
  .map(([name, value]) => `${name}:${value}`)
  .join(';')};--heading:var(--serif)}`;
