/** Locales for dates and numbers; the interface speaks English. */
export const locales = [
  'en',
  'en-GB',
  'en-US',
  'cs',
  'da',
  'de',
  'es',
  'fi',
  'fr',
  'it',
  'ja',
  'ko',
  'nl',
  'nb',
  'pl',
  'pt',
  'pt-BR',
  'sv',
  'tr',
  'uk',
  'zh',
] as const;

/** Every time zone this runtime knows, UTC first. */
export const timeZones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

export const themes = ['auto', 'light', 'dark'] as const;
