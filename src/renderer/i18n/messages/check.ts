/** Messages of "Have I seen this?": files that are compared with the library and not added. */
export const check = {
  'check.title': 'Have I seen this?',
  'check.subtitle': 'Compare any file with your library, whole or in part. Nothing is added or sent anywhere.',
  'check.matches': 'Matches in the library',
  'check.choose': 'Choose files…',
  'check.clear': 'Clear the list',
  'check.list': 'Files that were looked up',
  'check.emptyTitle': 'Came across something familiar?',
  'check.emptyHint':
    'Choose a picture, a recording, a film or a text, or drop it on the lower part of this window. You see at once which of your works it is, or which it holds a part of.',
  'check.waiting': 'Waiting its turn',
  'check.looking': 'Comparing it with every work…',
  'check.stop': 'Stop looking up {name}',
  'check.forget': 'Take {name} off the list',
  'check.failed': 'It could not be compared',
  'check.again': 'Try again',
  'check.found': '{count, plural, one {# of your works is in it} other {# of your works are in it}}',
  'check.alike': '{type}, {share} alike',
  'check.nothing': 'None of your works is in it',
  'check.nothingHint': 'Is it yours? Then protect it.',
  'check.protect': 'Protect it',
} as const
