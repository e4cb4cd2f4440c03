import { createFormat, type Format } from '../words/format.ts';
import type { Context } from './route.ts';

/** How dates and numbers are written for whoever asks. */
export const formatOf = ({ signedIn }: Pick<Context, 'signedIn'>): Format =>
  createFormat({ locale: signedIn?.locale ?? 'en', timeZone: signedIn?.timeZone ?? 'UTC' });
