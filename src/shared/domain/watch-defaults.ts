// What a watched folder leaves out unless a person says otherwise: one pattern a line, as in a .gitignore file.

export const defaultExclude: readonly string[] = [
  '.*',
  '~*',
  '*~',
  '*.tmp',
  '*.tmp.*',
  '*.temp',
  '*.part',
  '*.partial',
  '*.crdownload',
  '*.download/',
  '*.lock',
  '#*#',
  'Cache/',
  'Caches/',
]

/** Longest list of patterns, and longest pattern in characters. */
export const maxPatterns = 200
export const maxPatternLength = 500
