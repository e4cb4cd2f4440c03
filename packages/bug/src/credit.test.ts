import { expect, test } from 'vitest';
import { creditRoleOfOsv, creditRoles, osvCreditType } from './credit.ts';

test('every role survives the way through OSV', () => {
  expect(creditRoles.map((role) => creditRoleOfOsv(osvCreditType(role)))).toEqual(creditRoles);
  expect(osvCreditType('remediation-developer')).toBe('REMEDIATION_DEVELOPER');
});

test('what is no role of ours is none', () => {
  expect(['OTHER', '', 'constructor'].map(creditRoleOfOsv)).toEqual([null, null, null]);
});
