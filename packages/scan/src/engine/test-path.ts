import type { Confidence } from './rule.ts';

const tried =
  /(^|\/)(tests?|testing|__tests__|__mocks__|__fixtures__|testdata|specs?|e2e|cypress|fixtures?|examples?|playgrounds?|benchmarks?|bench)\/|[.-](test|spec|cy|bench|stories)\.[cm]?[jt]sx?$|(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/i;

/** Does a file run in tests and examples alone? */
export const isTestPath = (path: string): boolean => tried.test(path);

/** What runs in tests and examples alone is a matter of taste, so it never fails a build. */
export const asSure = (confidence: Confidence, path: string): Confidence =>
  isTestPath(path) ? 'review' : confidence;
