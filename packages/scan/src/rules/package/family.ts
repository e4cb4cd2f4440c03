import { familyOf } from '../../engine/family.ts';
import { knownVulnerable } from './known-vulnerable.ts';
import { maliciousPackage } from './malicious-package.ts';
import { oldGoToolchain } from './old-go-toolchain.ts';

export const packageFamily = familyOf('package', [knownVulnerable, maliciousPackage, oldGoToolchain]);
