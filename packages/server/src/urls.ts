/**
 * Every URL of the product. A pattern (`:name` for a parameter) is what a route is declared with; `link` fills it in.
 * Nothing else in the code spells a path.
 */
export const urls = {
  home: '/',
  search: '/search',
  healthz: '/healthz',
  readyz: '/readyz',
  robots: '/robots.txt',
  sitemap: '/sitemap.xml',
  securityTxt: '/.well-known/security.txt',
  feed: '/feed.xml',
  preview: '/preview.png',
  help: '/help',
  asset: '/assets/:file',
  components: '/_components',

  signIn: '/sign-in',
  signInSecondFactor: '/sign-in/second-factor',
  signInPasskeyOptions: '/sign-in/passkey/options',
  signInPasskey: '/sign-in/passkey',
  signOut: '/sign-out',
  signUp: '/sign-up',
  signUpConfirm: '/sign-up/confirm/:token',
  firstAdministrator: '/welcome/:token',
  passwordForgotten: '/password/forgotten',
  passwordReset: '/password/reset/:token',
  addressConfirm: '/address/confirm/:token',
  addressRevert: '/address/revert/:token',

  account: '/account',
  accountProfile: '/account/profile',
  accountPreferences: '/account/preferences',
  accountPassword: '/account/password',
  accountAddress: '/account/address',
  accountSecurity: '/account/security',
  accountTotp: '/account/security/totp',
  accountTotpRemoval: '/account/security/totp/removal',
  accountRecoveryCodes: '/account/security/recovery-codes',
  accountPasskeyOptions: '/account/security/passkeys/options',
  accountPasskeys: '/account/security/passkeys',
  accountPasskeyRemoval: '/account/security/passkeys/:id/removal',
  accountSessions: '/account/sessions',
  accountSessionRevocation: '/account/sessions/:id/revocation',
  accountOtherSessionsRevocation: '/account/sessions/others/revocation',
  accountTokens: '/account/tokens',
  accountTokenRevocation: '/account/tokens/:id/revocation',
  accountExport: '/account/export',
  accountDeletion: '/account/deletion',
  reauthenticate: '/account/confirm',

  reportNew: '/report',
  reportPreview: '/report/preview',
  reportSimilar: '/report/similar',
  reportDraft: '/report/draft',
  reportDraftRemoval: '/report/draft/removal',
  reportFiles: '/report/files',
  reportWeaknesses: '/report/weaknesses',
  reportFiled: '/reports/:id/filed',
  reports: '/reports',
  report: '/reports/:id',
  reportEdit: '/reports/:id/edit',
  reportRevisions: '/reports/:id/revisions',
  reportWithdrawal: '/reports/:id/withdrawal',
  reportComments: '/reports/:id/comments',
  reportRetest: '/reports/:id/retest',
  reportPublication: '/reports/:id/publication',
  reportAppeal: '/reports/:id/appeal',
  reportAdoption: '/reports/:id/adoption',
  claim: '/claim',
  claimEnd: '/claim/end',

  attachment: '/attachments/:id',
  attachmentPreview: '/attachments/:id/preview',

  queue: '/queue',
  myQueue: '/queue/mine',
  queueBulk: '/queue/bulk',
  queueLive: '/queue/live',
  savedViews: '/queue/views',
  savedViewRemoval: '/queue/views/:id/removal',
  bug: '/bugs/:number',
  bugPreview: '/bugs/:number/preview.png',
  bugLive: '/bugs/:number/live',
  bugTransition: '/bugs/:number/transitions',
  bugAssignment: '/bugs/:number/assignment',
  bugSeverity: '/bugs/:number/severity',
  bugWeakness: '/bugs/:number/weakness',
  bugDetails: '/bugs/:number/details',
  bugLabels: '/bugs/:number/labels',
  bugComments: '/bugs/:number/comments',
  bugAnswer: '/bugs/:number/answer',
  bugNotes: '/bugs/:number/notes',
  bugWatch: '/bugs/:number/watch',
  bugMerge: '/bugs/:number/merge',
  bugMergeUndo: '/bugs/:number/merge/undo',
  bugPublication: '/bugs/:number/publication',

  organizations: '/organizations',
  organizationNew: '/organizations/new',
  organization: '/organizations/:slug',
  organizationPreview: '/organizations/:slug/preview.png',
  organizationFeed: '/organizations/:slug/feed.xml',
  organizationQueue: '/organizations/:slug/queue',
  organizationSettings: '/organizations/:slug/settings',
  organizationMembers: '/organizations/:slug/members',
  organizationMember: '/organizations/:slug/members/:id',
  organizationInvitations: '/organizations/:slug/invitations',
  organizationInvitationRevocation: '/organizations/:slug/invitations/:id/revocation',
  organizationLeaving: '/organizations/:slug/leaving',
  organizationAssets: '/organizations/:slug/assets',
  organizationAssetArchive: '/organizations/:slug/assets/:id/archive',
  organizationLabels: '/organizations/:slug/labels',
  organizationLabelRemoval: '/organizations/:slug/labels/:id/removal',
  organizationTemplates: '/organizations/:slug/templates',
  organizationTemplateRemoval: '/organizations/:slug/templates/:id/removal',
  organizationGuard: '/organizations/:slug/guard',
  organizationGuardNews: '/organizations/:slug/guard/news',
  organizationGuardAddresses: '/organizations/:slug/guard/addresses',
  organizationGuardDecision: '/organizations/:slug/guard/decisions/:id',
  organizationGuardEnding: '/organizations/:slug/guard/decisions/:id/ending',
  organizationGuardConfirmation: '/organizations/:slug/guard/decisions/:id/confirmation',
  organizationGuardMachines: '/organizations/:slug/guard/machines',
  organizationGuardRevocation: '/organizations/:slug/guard/machines/:id/revocation',
  invitation: '/invitations/:token',

  person: '/people/:handle',
  notifications: '/notifications',
  notificationsRead: '/notifications/read',
  notificationMail: '/notifications/mail',
  unsubscribe: '/unsubscribe/:token',

  moderation: '/moderation',
  moderationDecision: '/moderation/:id/decision',
  moderationAppeals: '/moderation/appeals',
  moderationAppealDecision: '/moderation/appeals/:id/decision',
  admin: '/admin',
  adminPeople: '/admin/people',
  adminPerson: '/admin/people/:id',
  adminPersonAddress: '/admin/people/:id/address',
  adminPersonBlock: '/admin/people/:id/block',
  adminPersonStaff: '/admin/people/:id/staff',
  adminOrganizations: '/admin/organizations',
  adminJobs: '/admin/jobs',
  adminJobRetry: '/admin/jobs/:id/retry',
  adminMail: '/admin/mail',
  adminMailMessage: '/admin/mail/:id',
  adminSettings: '/admin/settings',
  adminAudit: '/admin/audit',
  adminGuard: '/admin/guard',
  adminGuardNews: '/admin/guard/news',
  adminGuardAddresses: '/admin/guard/addresses',
  adminGuardDecision: '/admin/guard/decisions/:id',
  adminGuardEnding: '/admin/guard/decisions/:id/ending',
  adminGuardConfirmation: '/admin/guard/decisions/:id/confirmation',

  openApi: '/api/openapi.json',
  apiReference: '/api',
  apiMe: '/api/v1/me',
  apiTokens: '/api/v1/tokens',
  apiToken: '/api/v1/tokens/:id',
  apiBugs: '/api/v1/bugs',
  apiBugChanges: '/api/v1/bugs/changes',
  apiBug: '/api/v1/bugs/:number',
  apiBugLabels: '/api/v1/bugs/:number/labels',
  apiBugAssignee: '/api/v1/bugs/:number/assignee',
  apiBugWatch: '/api/v1/bugs/:number/watch',
  apiBugEvents: '/api/v1/bugs/:number/events',
  apiBugTransitions: '/api/v1/bugs/:number/transitions',
  apiBugDisclosure: '/api/v1/bugs/:number/disclosure',
  apiBugNotes: '/api/v1/bugs/:number/notes',
  apiViews: '/api/v1/views',
  apiView: '/api/v1/views/:id',
  apiNotifications: '/api/v1/notifications',
  apiNotificationsRead: '/api/v1/notifications/read',
  apiNotificationRead: '/api/v1/notifications/:id/read',
  apiNotificationMail: '/api/v1/notifications/mail',
  apiReports: '/api/v1/reports',
  apiReport: '/api/v1/reports/:id',
  apiReportAdoption: '/api/v1/reports/adoption',
  apiReportRevisions: '/api/v1/reports/:id/revisions',
  apiReportWithdrawal: '/api/v1/reports/:id/withdrawal',
  apiReportRetest: '/api/v1/reports/:id/retest',
  apiReportAppeal: '/api/v1/reports/:id/appeal',
  apiReportDisclosure: '/api/v1/reports/:id/disclosure',
  apiReportComments: '/api/v1/reports/:id/comments',
  apiCommentAttachments: '/api/v1/comments/:id/attachments',
  apiNoteAttachments: '/api/v1/notes/:id/attachments',
  apiReportAttachments: '/api/v1/reports/:id/attachments',
  apiAttachment: '/api/v1/attachments/:id',
  apiOrganizations: '/api/v1/organizations',
  apiOrganization: '/api/v1/organizations/:slug',
  apiOrganizationPage: '/api/v1/organizations/:slug/page',
  apiOrganizationMembers: '/api/v1/organizations/:slug/members',
  apiOrganizationMember: '/api/v1/organizations/:slug/members/:handle',
  apiOrganizationMembership: '/api/v1/organizations/:slug/membership',
  apiOrganizationInvitations: '/api/v1/organizations/:slug/invitations',
  apiOrganizationInvitation: '/api/v1/organizations/:slug/invitations/:id',
  apiInvitationAcceptance: '/api/v1/invitations/acceptance',
  apiOrganizationAssets: '/api/v1/organizations/:slug/assets',
  apiOrganizationAsset: '/api/v1/organizations/:slug/assets/:id',
  apiOrganizationLabels: '/api/v1/organizations/:slug/labels',
  apiOrganizationLabel: '/api/v1/organizations/:slug/labels/:id',
  apiOrganizationTemplates: '/api/v1/organizations/:slug/templates',
  apiOrganizationTemplate: '/api/v1/organizations/:slug/templates/:id',
  apiIncidents: '/api/v1/incidents',
  apiDecisions: '/api/v1/decisions',
  apiGuard: '/api/v1/guard',
} as const;

export type Url = (typeof urls)[keyof typeof urls];

type Parameter<Pattern extends string> = Pattern extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | Parameter<`/${Tail}`>
    : Rest extends `${infer Name}.${string}`
      ? Name
      : Rest
  : never;

type Parameters<Pattern extends string> = { [Name in Parameter<Pattern>]: string };

/**
 * A pattern with its parameters filled in and an optional query string; empty, null and undefined query values are
 * left out, lists are repeated.
 */
export function link<Pattern extends Url>(
  pattern: Pattern,
  ...[parameters, query]: Parameter<Pattern> extends never
    ? [parameters?: Record<never, string> | null, query?: Query]
    : [parameters: Parameters<Pattern>, query?: Query]
): string {
  const values: Record<string, string> | null | undefined = parameters;
  const path = pattern.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(values?.[name] ?? ''));
  if (!query) return path;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>;
