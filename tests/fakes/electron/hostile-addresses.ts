// Addresses that must never reach the operating system: schemes that start programs or read files, and https in disguise.

const schemes = `file about blob data filesystem javascript vbscript view-source chrome chrome-extension devtools edge
  ftp ftps sftp ssh telnet tn3270 rlogin gopher smb nfs afp dav webdav ldap ldaps news nntp irc ircs xmpp sip sips tel sms
  callto skype facetime market itms itms-apps steam slack zoommtg msteams discord vscode vscode-insiders jetbrains
  ms-msdt ms-officecmd ms-word ms-excel ms-powerpoint ms-settings ms-windows-store search-ms shell microsoft-edge
  x-apple.systempreferences x-man-page applescript macappstore intent android-app content magnet bitcoin web+app
  app asset metastamp http ws wss jar res mk mhtml help hcp onenote teamviewer10 calculator`
  .split(/\s+/)
  .filter((scheme) => scheme !== '')

/** Absolute and hostile in any reader's eyes: these a page can try by itself. */
export const hostileLinks: readonly string[] = [
  ...schemes.map((scheme) => `${scheme}://evil.example/a`),
  ...schemes.filter((scheme) => !['http', 'https', 'ws', 'wss'].includes(scheme)).map((scheme) => `${scheme}:run`),
  'https://user@example.org/',
  'https://user:password@example.org/',
  'mailto:',
  'mailto:nobody',
  'mailto:a@example.org?attach=/etc/passwd',
  'mailto:a@example.org?attachment=/etc/passwd',
  'mailto:a@example.org?subject=x%0D%0ABcc:evil@example.org',
  `https://example.org/${'a'.repeat(2048)}`,
]

/** Also those that a browser's own parser would mend into something honest before anyone is asked. */
export const hostileAddresses: readonly string[] = [
  ...hostileLinks,
  'https://example.org\\@evil.example/',
  'https://exa mple.org/',
  'https://example.org/\u202egnp.exe',
  'https://example.org/a\nb',
  'https:///etc/passwd',
  'https:\\\\server\\share',
  '\\\\server\\share\\program.exe',
  '//evil.example/a',
  '/etc/passwd',
  'C:\\Windows\\System32\\calc.exe',
]
