/* What makes the page send what is in its forms. Answers are only ever set as text. */
const base = document.body.dataset.base ?? '';
const keyField = document.querySelector('#key');
const LONGEST = 200_000;

const filled = (form, place) =>
  [...form.querySelectorAll(`[data-in="${place}"]`)]
    .map((field) => [field.name, field.value.trim()])
    .filter(([, value]) => value !== '');

function addressOf(form) {
  const values = Object.fromEntries(filled(form, 'path'));
  const path = form.dataset.path.replace(/\{(\w+)\}/g, (whole, name) =>
    values[name] === undefined ? whole : encodeURIComponent(values[name]),
  );
  const query = new URLSearchParams(filled(form, 'query')).toString();
  return base + path + (query === '' ? '' : `?${query}`);
}

/** The body as it is sent: a file, a text, or none. */
function bodyOf(form) {
  const file = form.querySelector('[data-file]');
  if (file) return { file: file.files[0] };
  const text = form.querySelector('[data-body]')?.value;
  if (text === undefined || text.trim() === '') return {};
  return { text, type: form.querySelector('[data-type]').value };
}

const isOnce = (form) => form.querySelector('[name="idempotency-key"]') !== null;

function headersOf(form) {
  const headers = new Headers(filled(form, 'header'));
  if (isOnce(form) && !headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID());
  const key = keyField.value.trim();
  if ('keyed' in form.dataset && key !== '') headers.set('authorization', `Bearer ${key}`);
  const { type } = bodyOf(form);
  if (type) headers.set('content-type', type);
  return headers;
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curlOf(form, key) {
  const { method } = form.dataset;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(addressOf(form))}`];
  if ('keyed' in form.dataset)
    lines.push(key === '' ? '-H "Authorization: Bearer $KEY"' : `-H ${quoted(`Authorization: Bearer ${key}`)}`);
  const given = filled(form, 'header');
  for (const [name, value] of given) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (isOnce(form) && given.every(([name]) => name !== 'idempotency-key')) lines.push('-H "Idempotency-Key: $(uuidgen)"');
  const { text, type } = bodyOf(form);
  if (text !== undefined) lines.push(`-H ${quoted(`Content-Type: ${type}`)}`, `--data-binary ${quoted(text)}`);
  if (form.querySelector('[data-file]')) lines.push('-F file=@contacts.csv');
  return lines.join(' \\\n  ');
}

const showCurl = (form) => {
  form.querySelector('.curl pre').textContent = curlOf(form, '');
};

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function block(label, text) {
  const made = element('pre', text);
  made.tabIndex = 0;
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', label);
  return made;
}

function showAnswer(form, { status, word, ms, headers, text }) {
  const place = form.querySelector('.answer');
  const tone = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
  const line = element('p');
  line.append(element('b', status === 0 ? word : `${status} ${word}`.trim(), tone), element('small', ` ${ms} ms`));
  const shown = pretty(text);
  const more = element('details');
  more.append(element('summary', 'Headers'), block('Headers of the answer', headers));
  const parts = [line];
  if (text !== '') parts.push(block('Body of the answer', shown.slice(0, LONGEST)));
  if (shown.length > LONGEST) parts.push(element('small', `The first ${LONGEST} of ${shown.length} letters.`));
  if (headers !== '') parts.push(more);
  place.replaceChildren(...parts);
  place.hidden = false;
}

const isSure = (form) => {
  const { method } = form.dataset;
  if (method !== 'DELETE' && !('sends' in form.dataset)) return true;
  const what = method === 'DELETE' ? 'This deletes something of yours.' : 'This can send mail to real people.';
  return window.confirm(`${what}\n\n${method} ${addressOf(form)}`);
};

async function ask(form) {
  const { method } = form.dataset;
  const { text, file } = bodyOf(form);
  let body = text;
  if (file) {
    body = new FormData();
    body.append('file', file);
  }
  const from = performance.now();
  const answer = await fetch(addressOf(form), {
    method,
    headers: headersOf(form),
    body,
    credentials: 'omit',
    redirect: 'manual',
  });
  const said = await answer.text();
  return {
    status: answer.status,
    word: answer.statusText,
    ms: Math.round(performance.now() - from),
    headers: [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
    text: said,
  };
}

async function send(form) {
  if (!isSure(form)) return;
  const button = form.querySelector('[type="submit"]');
  button.disabled = true;
  try {
    showAnswer(form, await ask(form));
  } catch (error) {
    showAnswer(form, { status: 0, word: 'No answer', ms: 0, headers: '', text: String(error) });
  } finally {
    button.disabled = false;
    button.focus();
  }
}

async function copy(form, button) {
  await navigator.clipboard.writeText(curlOf(form, keyField.value.trim()));
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2_000);
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.target.dataset.path !== undefined) void send(event.target);
});
document.addEventListener('input', ({ target }) => {
  if (target.form?.dataset.path !== undefined) showCurl(target.form);
});
document.addEventListener('click', ({ target }) => {
  if (target.matches('[data-copy]')) void copy(target.form, target);
});
