/** Messages of the home screen. */
export const dashboard = {
  'dashboard.title': 'Home',
  'dashboard.protected': '{count, plural, one {work protected} other {works protected}}',
  'dashboard.overTime': 'Protected works by when they came in',
  'dashboard.newest': 'Came in last',
  'dashboard.showAll': 'All works',
  'dashboard.needsYou': 'Needs you',
  'dashboard.needsNothing': 'Nothing needs you.',
  'dashboard.failed': '{count, plural, one {# work could not be protected} other {# works could not be protected}}',
  'dashboard.missing':
    '{count, plural, one {# work has no file where it was last seen} other {# works have no file where they were last seen}}',
  'dashboard.jobs': '{count, plural, one {# job gave up} other {# jobs gave up}}',
  'dashboard.underWay': 'Under way',
  'dashboard.idle': 'Everything is done.',
  'dashboard.waiting':
    '{count, plural, one {# work waits for its fingerprint} other {# works wait for their fingerprints}}',
  'dashboard.storage': 'Storage',
  'dashboard.originals': 'Your files',
  'dashboard.originalsHint': 'where they lie, untouched',
  'dashboard.library': 'The library',
  'dashboard.libraryHint': 'fingerprints, proof and what you wrote',
  'dashboard.cache': 'Thumbnails',
  'dashboard.cacheHint': 'can be made again',
  'dashboard.organised': 'Organised',
  'dashboard.collections': '{count, plural, one {# collection} other {# collections}}',
  'dashboard.favourites': '{count, plural, one {# favourite} other {# favourites}}',
} as const
