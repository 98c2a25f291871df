/** What a browser without a session sees. It gives nothing away and asks for nothing. */
export const signInPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Letterpress</title>
<meta name="viewport" content="width=device-width">
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 18vh auto; padding: 0 1.5em; color: #211c16; background: #faf7f1 }
  h1 { font: 500 27px/1.2 Georgia, serif }
  @media (prefers-color-scheme: dark) { body { color: #efe8dc; background: #161412 } }
</style>
<h1>Letterpress is running</h1>
<p>To open it here, use the address that was printed when it started. It holds a key that makes this browser yours.</p>
</html>`;
