import type { Disclosure, State } from '@bugheist/bug/state';

/** The help page. What it promises is kept by the code it describes: change both together. */
export const helpWords = {
  title: 'How it works',
  lede: 'From finding a bug to seeing it fixed: what to do, what happens, and who sees what.',
  contents: 'On this page',
  report: {
    id: 'report',
    title: 'Report a bug',
    steps: [
      'Say where it is: a web address, or an app, a device, a package. The organization behind it is found by that.',
      'Choose what kind of bug it is, and give it a title a stranger understands.',
      'Write what you did, what you saw and what you expected. Screenshots can be pasted, dropped or picked.',
      'Look at similar bugs, if there are any you may see, and file the report.',
    ],
    after:
      'Everything else – steps, impact, a CVSS rating, an HTTP exchange – is optional and helps. What you type is kept as a draft, so nothing is lost when you leave.',
    anonymous: 'Without an account',
    anonymousText:
      'You get a phrase of eight words, shown once. It opens your report from any browser, to follow it and to answer. Only its hash is stored, so nobody can give it back to you: keep it like a key. With an account you can move the report there later.',
    action: 'Report a bug',
  },
  next: {
    id: 'next',
    title: 'What happens next',
    points: [
      [
        'Who has it',
        'The organization it belongs to. Where nobody of it is here yet, the people who run this site look after it, and nothing is published.',
      ],
      [
        'What you hear',
        'Every change of state, every question and every answer, under “My reports”, in your notifications and, if you like, by mail. Mails name the bug’s number, never what is in it.',
      ],
      [
        'What may come back',
        'A question: answer it and it goes on. A fix to try: say whether it works. Both wait for you and for nobody else.',
      ],
      [
        'If somebody was first',
        'Your report becomes evidence on the older bug. You see that bug’s number, state and date, and hear when it moves; the other person’s text stays theirs.',
      ],
    ] as readonly (readonly [string, string])[],
  },
  states: {
    id: 'states',
    title: 'What each state means',
    lede: 'A bug is in one state at a time. Anything closed can be opened again, with a reason.',
    state: 'State',
    meaning: 'Meaning',
    turn: 'Whose turn it is',
    of: {
      new: ['Received, not read yet.', 'The organization'],
      'needs-info': ['They have a question.', 'You'],
      triaged: ['They see it too, and have rated it.', 'The organization'],
      fixing: ['Somebody is working on it.', 'The organization'],
      retest: ['They say it is fixed.', 'You: does it work?'],
      resolved: ['Fixed.', 'Nobody'],
      duplicate: ['The same as an older bug, on which it goes on.', 'The organization'],
      informative: ['Noted; they see nothing to change.', 'Nobody; you can appeal'],
      'not-applicable': ['They say it is no bug of theirs.', 'Nobody; you can appeal'],
      'out-of-scope': ['Outside what they take reports for.', 'Nobody; you can appeal'],
      'not-reproducible': ['They could not see it happen.', 'Nobody; you can appeal'],
      'accepted-risk': ['They know of it and live with it.', 'Nobody; you can appeal'],
      spam: ['Taken for spam by a moderator.', 'Nobody; you can appeal'],
      withdrawn: ['Its reporter took it back.', 'Nobody'],
    } satisfies Record<State, readonly [string, string]>,
  },
  disclosure: {
    id: 'disclosure',
    title: 'Who can read a bug',
    lede: 'Security bugs start private, always. Other kinds start as the organization chose.',
    of: {
      private: 'The organization and the reporter.',
      requested: 'Still private: one side has asked the other to agree to publication.',
      limited: 'Everybody reads title, severity, dates and a summary; the report itself stays private.',
      full: 'Everybody reads the report. The reporter is named only if they agreed.',
    } satisfies Record<Disclosure, string>,
  },
  appeal: {
    id: 'appeal',
    title: 'If you disagree',
    text: 'Each decision against your report can be appealed once, on the page of the report. Somebody of this site who did not take the decision looks at it and answers; you are notified. An appeal that is upheld opens the bug again.',
  },
  organization: {
    id: 'organization',
    title: 'For organizations',
    text: 'An organization is here as soon as somebody reports a bug in it. To answer for yours, ask the people who run this site to make you its first owner. From then on you invite the others by link or mail, and each has a part:',
  },
  keyboard: {
    id: 'keyboard',
    title: 'Keyboard',
    lede: 'In the queue. Everywhere else Tab, Enter and Escape do what they do elsewhere; the first Tab skips to the content.',
  },
  privacy: {
    id: 'privacy',
    title: 'Privacy',
    points: [
      [
        'Your e-mail address',
        'Shown to you and nobody else here. The operator of this site can look it up, and each look is written to the audit log. Organizations never see it.',
      ],
      [
        'Your IP address',
        'Kept with your sessions, where you see it, until they end. Limits against floods count addresses without keeping a list of visits; only an address that attacks is kept, by the guard.',
      ],
      [
        'Pictures and files',
        'Pictures are drawn anew: place, camera and author in them are gone. Only who may read the report may fetch its files.',
      ],
      ['Secrets in HTTP exchanges', 'Cookies, tokens and passwords are masked before anything is stored.'],
      [
        'Cookies',
        'For your session and the way into it, to protect forms, for a draft or a report you have open without an account. None follows you, and no page loads anything from elsewhere.',
      ],
      [
        'Taking it along, and leaving',
        'Under “Your data” you download everything kept about you, and delete the account. Reports stay with their bugs, without your name.',
      ],
    ] as readonly (readonly [string, string])[],
  },
} as const;
