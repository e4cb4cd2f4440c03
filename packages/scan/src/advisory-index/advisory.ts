import type { Severity } from '@bugheist/bug/severity';
import type { Ecosystem } from '../lockfile/lock.ts';

/** What one advisory says of one package. */
export interface Advisory {
  readonly id: string;
  /** Other names of the same: CVE, GHSA, PYSEC, GO. */
  readonly aliases: readonly string[];
  readonly summary: string;
  /** Null when nobody rated it. */
  readonly severity: Severity | null;
  /** CVSS score, 0.0 to 10.0; null when there is no vector. */
  readonly score: number | null;
  /** Numbers of CWE. */
  readonly weaknesses: readonly number[];
  /** The package was made, or taken over, to do harm. */
  readonly malicious: boolean;
  readonly affected: Affected;
}

export interface Affected {
  readonly spans: readonly Span[];
  /** Versions named one by one, besides the spans. */
  readonly versions: readonly string[];
}

/** From a version on (`0`: from the first) to one that mends it, to the last affected one, or without end. */
export interface Span {
  readonly from: string;
  readonly to: { readonly version: string; readonly inclusive: boolean } | null;
}

/** An advisory with the package it speaks of. */
export interface PackageAdvisory {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly advisory: Advisory;
}
