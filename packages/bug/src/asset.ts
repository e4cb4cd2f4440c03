/** What a bug can be in: software and hardware alike. */
export const assetTypes = [
  'website',
  'api',
  'mobile-app',
  'desktop-app',
  'source-repository',
  'package',
  'container-image',
  'hardware-device',
  'firmware',
  'cloud-service',
  'other',
] as const;
export type AssetType = (typeof assetTypes)[number];

export const isAssetType = (value: string): value is AssetType =>
  (assetTypes as readonly string[]).includes(value);
