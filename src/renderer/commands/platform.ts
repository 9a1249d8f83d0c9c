// The page's only question about its machine: which signs stand on the keys.
export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
