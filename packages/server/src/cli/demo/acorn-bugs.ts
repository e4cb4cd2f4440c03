import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { TransitionName } from '@bugheist/bug/transitions';
import type { DemoHandle } from './people.ts';

export type AcornAsset = 'thermostat' | 'firmware' | 'app' | 'shop' | 'api';
export type AcornLabel = 'payment' | 'heating' | 'next release';

/** What somebody does about a bug. `hoursAgo` counts back from the start of the demo. */
export type Deed = { hoursAgo: number; by: DemoHandle } & (
  | { does: 'move'; name: TransitionName; reason?: string; question?: string; parent?: string }
  | { does: 'say' | 'note'; text: string }
  | { does: 'label'; labels: readonly AcornLabel[] }
  | { does: 'assign'; to: DemoHandle }
  | { does: 'rate'; severity: Severity; reason: string }
  | { does: 'ask-to-publish' }
);

export interface AcornBug {
  title: string;
  kind: Kind;
  asset: AcornAsset;
  location: string;
  severity: Severity | null;
  /** CWE number. */
  weakness: number | null;
  hoursAgo: number;
  /** Null for somebody without an account. */
  reporter: DemoHandle | null;
  body: string;
  steps: string;
  impact: string;
  deeds: readonly Deed[];
}

/** Invented from end to end: no such maker, device or shop. The oldest first, so that they are numbered as they came. */
export const acornBugs: readonly AcornBug[] = [
  {
    title: 'A voucher can be used twice when two tabs pay at once',
    kind: 'security',
    asset: 'shop',
    location: 'https://shop.acorn-home.example/checkout/voucher',
    severity: 'high',
    weakness: 362,
    hoursAgo: 24 * 30,
    reporter: 'hunter',
    body: 'The shop checks whether a voucher is spent before it takes the money, and marks it as spent after. Two payments at the same moment both pass the check.',
    steps:
      '1. Put something into the cart in two tabs and enter the same voucher.\n2. Press **Pay** in both within a second.\n3. Both orders are reduced.',
    impact: 'One voucher of 50 € paid for two orders of mine. I have asked support to cancel the second.',
    deeds: [
      { hoursAgo: 24 * 29, by: 'triager', does: 'label', labels: ['payment'] },
      { hoursAgo: 24 * 29, by: 'triager', does: 'move', name: 'triage' },
      { hoursAgo: 24 * 28, by: 'triager', does: 'assign', to: 'developer' },
      { hoursAgo: 24 * 28, by: 'developer', does: 'move', name: 'start-fix' },
      {
        hoursAgo: 24 * 26,
        by: 'developer',
        does: 'note',
        text: 'The row of the voucher is now locked before it is looked at. @owner, finance wants the list of double uses.',
      },
      { hoursAgo: 24 * 25, by: 'developer', does: 'move', name: 'submit-fix' },
      {
        hoursAgo: 24 * 24,
        by: 'hunter',
        does: 'say',
        text: 'Tried it twenty times: one order passes, the other is told why not. Fixed for me.',
      },
      { hoursAgo: 24 * 23, by: 'triager', does: 'move', name: 'resolve' },
      { hoursAgo: 20, by: 'hunter', does: 'ask-to-publish' },
    ],
  },
  {
    title: 'Child lock can be lifted by holding two buttons while it starts',
    kind: 'security',
    asset: 'thermostat',
    location: 'Acorn T2, front panel, during the start',
    severity: 'medium',
    weakness: 1234,
    hoursAgo: 24 * 12,
    reporter: 'hunter',
    body: 'For about two seconds after the battery is put in, the buttons work before the child lock is read from memory.',
    steps:
      '1. Set the child lock.\n2. Take one battery out and put it back.\n3. Hold **+** and **–** until the screen lights up.',
    impact: 'Whoever reaches the thermostat can set any temperature, and the lock stays off.',
    deeds: [
      { hoursAgo: 24 * 11, by: 'triager', does: 'move', name: 'triage' },
      { hoursAgo: 24 * 11, by: 'triager', does: 'assign', to: 'developer' },
      { hoursAgo: 24 * 9, by: 'developer', does: 'move', name: 'start-fix' },
      {
        hoursAgo: 24 * 2,
        by: 'developer',
        does: 'say',
        text: 'Firmware 2.4.1 reads the lock before it listens to the buttons. It is on the beta channel: could you try it?',
      },
      { hoursAgo: 24 * 2, by: 'developer', does: 'move', name: 'submit-fix' },
    ],
  },
  {
    title: 'Schedule moves by an hour when the clocks go back',
    kind: 'functionality',
    asset: 'firmware',
    location: 'Acorn T2, firmware 2.4.0, weekly schedule',
    severity: 'medium',
    weakness: null,
    hoursAgo: 24 * 9,
    reporter: null,
    body: 'Since the end of summer time the heating starts at 5 instead of 6. The clock on the screen is right.',
    steps:
      '1. Set a schedule in summer.\n2. Let the clock change.\n3. Compare the schedule with when it heats.',
    impact: 'A cold house an hour later, and an hour of heating nobody needs.',
    deeds: [
      { hoursAgo: 24 * 8, by: 'triager', does: 'move', name: 'triage' },
      { hoursAgo: 24 * 8, by: 'triager', does: 'label', labels: ['heating', 'next release'] },
      { hoursAgo: 24 * 7, by: 'triager', does: 'assign', to: 'developer' },
      { hoursAgo: 24 * 3, by: 'developer', does: 'move', name: 'start-fix' },
    ],
  },
  {
    title: 'Changing the number in the address opens other customers’ receipts',
    kind: 'security',
    asset: 'shop',
    location: 'https://shop.acorn-home.example/orders/receipt',
    severity: 'medium',
    weakness: 639,
    hoursAgo: 24 * 6,
    reporter: 'hunter',
    body: 'The receipt page asks for a signed-in customer, but not for the one whose order it is.',
    steps:
      '1. Sign in and open a receipt of your own.\n2. Change the number in the address to the one before.\n3. Somebody else’s name and street appear. I looked at one and stopped there.',
    impact: 'Names, streets and orders of every customer.',
    deeds: [
      { hoursAgo: 24 * 5, by: 'triager', does: 'move', name: 'triage' },
      {
        hoursAgo: 24 * 5,
        by: 'triager',
        does: 'rate',
        severity: 'high',
        reason: 'The numbers are counted up, so all of them can be read.',
      },
      {
        hoursAgo: 24 * 5,
        by: 'triager',
        does: 'note',
        text: 'Confirmed with two test customers. The log shows nobody else who counted through the numbers so far.',
      },
    ],
  },
  {
    title: 'Contrast of the temperature on the night screen is too low',
    kind: 'accessibility',
    asset: 'app',
    location: 'App 5.1, home screen at night',
    severity: 'low',
    weakness: null,
    hoursAgo: 24 * 4,
    reporter: 'hunter',
    body: 'Dark grey figures on black: 2.1 to 1, where 4.5 to 1 is asked for.',
    steps: '1. Set the phone to dark.\n2. Open the app after 22 o’clock.',
    impact: 'My mother cannot read how warm it is.',
    deeds: [
      { hoursAgo: 24 * 3, by: 'triager', does: 'move', name: 'triage' },
      { hoursAgo: 24 * 3, by: 'triager', does: 'label', labels: ['next release'] },
    ],
  },
  {
    title: 'App shows the wrong room after a thermostat is replaced',
    kind: 'functionality',
    asset: 'app',
    location: 'App 5.1, list of rooms',
    severity: 'medium',
    weakness: null,
    hoursAgo: 24 * 3,
    reporter: 'hunter',
    body: 'I replaced the thermostat of the bath. The app now shows its temperature under “Kitchen”.',
    steps: '1. Remove a thermostat.\n2. Add another one.\n3. Look at the list of rooms.',
    impact: 'I heated the kitchen for a day.',
    deeds: [
      {
        hoursAgo: 24 * 2,
        by: 'triager',
        does: 'move',
        name: 'ask',
        question:
          'Thank you for the report. Did you give the new thermostat a name before you removed the old one, or after?',
      },
    ],
  },
  {
    title: 'Heating starts too early since October',
    kind: 'functionality',
    asset: 'thermostat',
    location: 'Acorn T2 in the living room',
    severity: null,
    weakness: null,
    hoursAgo: 24 * 2,
    reporter: null,
    body: 'It is set to 6 and begins at 5. It was right all summer.',
    steps: 'I only wait.',
    impact: 'Gas is not cheap.',
    deeds: [{ hoursAgo: 30, by: 'triager', does: 'move', name: 'close-duplicate', parent: 'ACORN-3' }],
  },
  {
    title: 'Firmware update is taken without checking who signed it',
    kind: 'security',
    asset: 'firmware',
    location: 'Acorn T2, firmware 2.4.0, update over the local network',
    severity: 'critical',
    weakness: 347,
    hoursAgo: 26,
    reporter: 'hunter',
    body: 'In the first minute after a reset the device asks the local network for an update and installs what answers first. The signature is read, but its result is never looked at.',
    steps:
      '1. Reset the thermostat.\n2. Answer its broadcast with an image whose last byte is changed.\n3. It installs it and starts.',
    impact: 'Anybody in the same network owns the device, and with it the key of the Wi-Fi.',
    deeds: [],
  },
  {
    title: 'List of devices takes nine seconds with forty thermostats',
    kind: 'performance',
    asset: 'api',
    location: 'GET https://api.acorn-home.example/v1/devices',
    severity: 'medium',
    weakness: null,
    hoursAgo: 20,
    reporter: 'developer',
    body: 'The state of each device is asked for one after the other. A school with forty of them waits nine seconds.',
    steps: '1. Take an account with forty devices.\n2. Ask for the list.',
    impact: 'The app gives up after ten.',
    deeds: [],
  },
  {
    title: 'The order button moves away while one aims at it',
    kind: 'design',
    asset: 'shop',
    location: 'https://shop.acorn-home.example/cart',
    severity: 'low',
    weakness: null,
    hoursAgo: 9,
    reporter: null,
    body: 'The banner with the delivery time appears late and pushes everything down. I emptied my cart instead of ordering.',
    steps: '1. Open the cart on a phone.\n2. Press **Order** as soon as it is there.',
    impact: 'I had to collect everything again.',
    deeds: [],
  },
  {
    title: 'Manual of the T2 names the wrong fuse',
    kind: 'content',
    asset: 'thermostat',
    location: 'Printed manual, page 14',
    severity: null,
    weakness: null,
    hoursAgo: 3,
    reporter: 'hunter',
    body: 'Page 14 says 10 A; the label on the back of the device says 1 A.',
    steps: 'Compare page 14 with the label.',
    impact: 'A fuse ten times too strong protects nothing.',
    deeds: [],
  },
];
