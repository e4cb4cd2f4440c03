import type { Family } from '../../engine/family.ts';
import type { SourceFile } from '../../engine/file.ts';
import type { Place } from '../../engine/rule.ts';
import { keyFileRules } from './key-file.ts';
import { chat } from './kinds/chat.ts';
import { cloudPlatforms } from './kinds/cloud-platforms.ts';
import { cloudProviders } from './kinds/cloud-providers.ts';
import { delivery } from './kinds/delivery.ts';
import { developerServices } from './kinds/developer-services.ts';
import { finance } from './kinds/finance.ts';
import { general } from './kinds/general.ts';
import { identityProviders } from './kinds/identity-providers.ts';
import { infrastructure } from './kinds/infrastructure.ts';
import { intelligence } from './kinds/intelligence.ts';
import { mailAndTelephony } from './kinds/mail-and-telephony.ts';
import { monitoring } from './kinds/monitoring.ts';
import { officeServices } from './kinds/office-services.ts';
import { packageRegistries } from './kinds/package-registries.ts';
import { paymentProviders } from './kinds/payment-providers.ts';
import { settingsFiles } from './kinds/settings-files.ts';
import { socialNetworks } from './kinds/social-networks.ts';
import { sourceHosting } from './kinds/source-hosting.ts';
import { redact } from './redact.ts';
import { type Candidate, secretSearch } from './search.ts';
import type { SecretRule } from './secret-rule.ts';

/** Where two rules see the same text the earlier one has it: forms before names, names before likeness. */
const rules: readonly SecretRule[] = [
  ...[
    sourceHosting,
    packageRegistries,
    intelligence,
    cloudProviders,
    cloudPlatforms,
    infrastructure,
    paymentProviders,
    finance,
    chat,
    mailAndTelephony,
    monitoring,
    delivery,
    developerServices,
    identityProviders,
    socialNetworks,
    officeServices,
  ]
    .flat()
    .sort((a, b) => Number(a.confidence !== 'certain') - Number(b.confidence !== 'certain')),
  ...settingsFiles,
  ...general,
];

let search: ((file: SourceFile) => Candidate[]) | undefined;

export const secretFamily: Family = {
  name: 'secret',
  rules: [...rules, ...keyFileRules],
  checkFile(file, found) {
    for (const rule of keyFileRules) if (rule.paths.test(file.path)) found(rule, file, rule.place(file));
    search ??= secretSearch(rules);
    for (const candidate of search(file)) found(candidate.rule, file, placeOf(candidate, file));
  },
  checkProject() {
    // A secret is a secret whatever stands in the other files.
  },
};

function placeOf({ rule, secret, start, encoded }: Candidate, file: SourceFile): Place {
  const shown = redact(secret);
  return {
    start: file.offsetOfByte(start),
    end: file.offsetOfByte(start + secret.length),
    ...(rule.isSign
      ? { message: rule.title }
      : { message: `${rule.title}${encoded ? ' in base64' : ''}: ${shown}`, evidence: shown, secret }),
    ...(isForReview(rule, file) ? { confidence: 'review' as const } : {}),
  };
}

/**
 * Made-up credentials are what tests and manuals are made of; only forms that a vendor gives out stay certain there.
 * A package that was installed is read by everybody already.
 */
const isForReview = (rule: SecretRule, file: SourceFile): boolean =>
  /(^|\/)(node_modules|bower_components|site-packages)\//.test(file.path) ||
  (isForShow(file) && (rule.confidence !== 'certain' || rule.selfIssued === true));

const isForShow = ({ path, type }: SourceFile): boolean =>
  type === 'markdown' ||
  /(^|\/)(\.?tests?|test[_-][\w-]{1,30}|[\w-]{1,30}[_-]tests?|(?!(?:la|grea|con|pro|at)test)[a-z0-9]{2,20}test|__tests__|specs?|testdata|fixtures?|__fixtures__|mocks?|__mocks__|e2e|examples?|docs?)\/|[._-](test|spec)\.[a-z]+$/.test(
    path,
  );
