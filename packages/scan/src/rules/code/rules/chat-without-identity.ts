import { codeRule } from '../code-rule.ts';
import { keyName, propertyOf } from '../program/node.ts';

export const chatWithoutIdentity = codeRule({
  id: 'code/chat-without-identity',
  title: 'A chat takes the word of the page for who the user is',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-287'],
  kind: 'security',
  what: 'Intercom’s messenger is started with a `user_id` or an `email`, and without the `user_hash` (or the token) that proves it.',
  why: 'Whoever opens the console of the page names another user, and reads that user’s conversations with you.',
  fix: 'Compute `user_hash` on the server, an HMAC of the id with the secret of the workspace, and switch identity verification on.',
  bad: [
    {
      'page.js': 'window.intercomSettings = {\n  app_id: "abc",\n  email: user.email,\n};\n',
    },
    { 'page.js': 'Intercom("boot", { app_id: "abc", user_id: user.id });\n' },
  ],
  good: [
    {
      'page.js': 'Intercom("boot", { app_id: "abc", user_id: user.id, user_hash: user.hash });\n',
    },
    { 'page.js': 'Intercom("boot", { app_id: "abc" });\n' },
    { 'app.js': 'oneSignal.init({ app_id: "abc", email: user.email });\n' },
  ],
  references: [
    'https://www.intercom.com/help/en/articles/183-set-up-identity-verification-for-web-and-mobile',
  ],
  words: ['[iI]ntercom'],
  nodes: {
    Property(node, look) {
      const object = node.parent;
      if (keyName(node) !== 'app_id' || object?.type !== 'ObjectExpression') return;
      const names = ['user_id', 'email'].filter((name) => propertyOf(object, name));
      const isProven = ['user_hash', 'intercom_user_jwt'].some((name) => propertyOf(object, name));
      const isWhole = object.properties.every(({ type }) => type === 'Property');
      if (names.length > 0 && !isProven && isWhole) look.report(object, `nothing proves \`${names[0]}\``);
    },
  },
});
