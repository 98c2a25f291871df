/** How the reference pages look: the colours of the app, by the scheme of the system. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #faf7f1;
  --sheet: #fffdf9;
  --well: #f3eee4;
  --ink: #211c16;
  --ink-2: #5d554a;
  --line: #e5ddcf;
  --line-2: #d3c9b8;
  --edge: #8a8071;
  --accent: #b93a1a;
  --press: #a03015;
  --on: #fffaf5;
  --good: #2c6a4d;
  --warn: #8f5a05;
  --bad: #97203a;
  --info: #2a537f;
  --mono: ui-monospace, "DejaVu Sans Mono", monospace;
}

@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161412;
    --sheet: #1d1a17;
    --well: #24201c;
    --ink: #efe8dc;
    --ink-2: #b5ab9b;
    --line: #322d27;
    --line-2: #443d35;
    --edge: #7a7063;
    --accent: #e9704c;
    --press: #f08663;
    --on: #1b110c;
    --good: #7dbb97;
    --warn: #ddb05e;
    --bad: #ec8a9a;
    --info: #8fb4dc;
  }
}

* {
  box-sizing: border-box;
}

html {
  scroll-padding-top: 16px;
}

body {
  max-width: 940px;
  margin: 0 auto;
  padding: 36px 28px 96px;
  background: var(--paper);
  color: var(--ink);
  font:
    400 14px / 1.55 Inter,
    system-ui,
    sans-serif;
}

h1,
h2 {
  margin: 0;
  font-family: Newsreader, "Iowan Old Style", Georgia, serif;
  font-weight: 500;
}

h1 {
  font-size: 30px;
  letter-spacing: -0.012em;
}

h2 {
  margin: 40px 0 10px;
  font-size: 21px;
}

h3 {
  display: inline;
  margin: 0;
  font-size: 14px;
  font-weight: 500;
}

h4 {
  margin: 18px 0 4px;
  font-size: 13px;
}

p {
  margin: 6px 0;
}

a {
  color: var(--accent);
}

small,
header > p {
  color: var(--ink-2);
  font-size: 13px;
}

code,
pre,
textarea {
  font: 400 12.5px / 1.5 var(--mono);
}

ul {
  margin: 4px 0;
  padding-left: 20px;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

header nav ul {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 18px;
  padding: 0;
  list-style: none;
}

.access {
  display: grid;
  grid-template-columns: max-content minmax(0, 480px);
  gap: 4px 12px;
  align-items: center;
  margin: 18px 0;
  padding: 14px 16px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--sheet);
}

.access label {
  font-weight: 600;
}

.access small {
  grid-column: 2;
}

input,
select,
textarea {
  min-width: 0;
  padding: 5px 9px;
  border: 1px solid var(--edge);
  border-radius: 5px;
  background: var(--sheet);
  color: var(--ink);
  font-family: inherit;
  font-size: 13.5px;
}

textarea {
  width: 100%;
  font: 400 12.5px / 1.5 var(--mono);
  resize: vertical;
}

button {
  padding: 6px 14px;
  border: 1px solid var(--line-2);
  border-radius: 5px;
  background: var(--sheet);
  color: var(--ink);
  font:
    550 13px / 1.4 Inter,
    system-ui,
    sans-serif;
  cursor: pointer;
}

button:hover {
  border-color: var(--edge);
}

button[type="submit"] {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on);
}

button[type="submit"]:hover {
  background: var(--press);
}

button:disabled {
  opacity: 0.6;
}

.call {
  border-top: 1px solid var(--line);
}

.call > summary {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  align-items: baseline;
  padding: 9px 4px;
  list-style: none;
  cursor: pointer;
}

.call > summary::-webkit-details-marker {
  display: none;
}

.call > summary:hover {
  background: var(--well);
}

.call > summary span {
  color: var(--ink-2);
}

.call b {
  font-size: 12px;
  letter-spacing: 0.04em;
}

.call h3 b {
  display: inline-block;
  min-width: 56px;
}

b.get {
  color: var(--info);
}

b.post,
b.good {
  color: var(--good);
}

b.put,
b.patch,
b.warn {
  color: var(--warn);
}

b.delete,
b.bad {
  color: var(--bad);
}

.inside {
  padding: 6px 4px 22px;
}

.inside > form {
  padding: 12px 16px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--sheet);
}

.field {
  display: grid;
  grid-template-columns: 150px minmax(0, 300px) 1fr;
  gap: 2px 12px;
  align-items: center;
}

.body label {
  display: block;
  padding-bottom: 3px;
}

.do {
  display: flex;
  gap: 12px;
  align-items: center;
  margin: 12px 0;
}

.curl {
  display: flex;
  gap: 8px;
  align-items: flex-start;
}

pre {
  flex: 1;
  min-width: 0;
  max-height: 460px;
  margin: 0;
  padding: 9px 12px;
  overflow: auto;
  border-radius: 5px;
  background: var(--well);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.answer {
  margin-top: 12px;
  padding-top: 6px;
  border-top: 1px solid var(--line);
}

.answer details {
  margin-top: 8px;
}

.answer summary {
  color: var(--ink-2);
  cursor: pointer;
}

.shapes h3 {
  display: block;
  margin-top: 22px;
}

@media (width < 640px) {
  .field,
  .access {
    grid-template-columns: 1fr;
  }

  .access small {
    grid-column: 1;
  }
}
`;
