// What a browser sees that does not know the token. The one page that is served to strangers, so it holds nothing of the library.

export const signedOutStyleAddress = '/signed-out.css'

export const signedOutPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>META-STAMP</title>
<link rel="stylesheet" href="${signedOutStyleAddress}">
</head>
<body>
<main>
<p class="name">META-STAMP</p>
<h1>Open the address the program printed</h1>
<p>This library opens only for the browser that was given its address. You find it where you started the program:
a line that begins with <code>http://127.0.0.1</code> and ends with a token.</p>
<p>After a restart the address is a new one. If you have just opened the right one by a link, <a href="/">try once more</a>.</p>
</main>
</body>
</html>
`

export const signedOutStyle = `:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: center;
  padding: 2rem;
  background: light-dark(#f7f5f0, #17181a);
  color: light-dark(#1d1f21, #ece9e2);
  font: 1rem/1.6 system-ui, sans-serif;
}
main { max-width: 34rem; border-inline-start: 3px solid light-dark(#9a3412, #f0a36b); padding-inline-start: 1.75rem; }
.name { margin: 0; font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.12em; }
h1 { margin: 0.25rem 0 1rem; font-size: 1.625rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
p { margin: 0 0 0.75rem; }
a { color: inherit; text-underline-offset: 0.2em; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
code { font: 0.9375em ui-monospace, monospace; }
`
