import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, document } from '#shared/content/document.ts';
import { createChanges } from '../base/changes.ts';
import { createContact, createField } from '../contacts/contacts.ts';
import { compileContent, createRenderer, forPreview } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import type { Workspace } from '../workspace.ts';
import { contentHandlers } from './content.ts';
import { mediaHandlers } from './media.ts';

let db: WriteDb;
let close: () => void;
beforeAll(async () => ({ db, close } = await workspaceDb()));
afterAll(() => close());

// What these handlers use of a workspace.
const workspace = () => ({ db, clock: () => 1_000, changes: createChanges() }) as unknown as Workspace;
const design = (src: string): Document =>
  document.parse({
    version: 1,
    kind: 'blocks',
    style: {},
    blocks: [
      { id: 'a', kind: 'heading', props: { text: "Hello {{ contact.first_name | default: 'there' }}" } },
      { id: 'b', kind: 'image', props: { src, alt: 'A loaf' } },
      { id: 'c', kind: 'text', props: { html: '<p onclick="x()">{{ contact.fields.city }}<script>alert(1)</script></p>' } },
      { id: 'd', kind: 'footer', props: {} },
    ],
  });
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('the canvas and the preview', () => {
  it('show a contact the very HTML that is sent to them, with images from the library', async () => {
    const image = await mediaHandlers(workspace()).add({ fileName: 'loaf.png', data: png });
    const city = createField(db, { label: 'City', type: 'text', now: 1 });
    const contact = createContact(db, { email: 'a@b.example', firstName: 'Ann & Co', fields: { [city.key]: 'Åre' }, now: 1 });
    const draft = {
      document: design(`media:${image.id}`),
      subject: 'For {{ contact.first_name }}',
      preheader: '',
      brandId: null,
    };
    const shown = await contentHandlers(workspace()).render({ ...draft, contactId: contact.publicId, exact: false });
    const sent = createRenderer(await compileContent(db, { ...draft, brand: null }))(contact, {
      unsubscribeUrl: '#unsubscribe',
      preferencesUrl: '',
      viewUrl: '',
    });
    expect(shown).toMatchObject({ subject: 'For Ann & Co', text: sent.text, problems: [], bytes: Buffer.byteLength(sent.html) });
    expect(shown.html).toBe(forPreview(sent.html));
    expect(shown.html).toContain(`src="/app/media/${image.id}"`);
    expect(shown.html).toContain('Hello Ann &amp; Co');
    expect(shown.html).not.toMatch(/onclick|<script/);
  });

  it('show merge tags as they are written where no contact is chosen, and find each block by its class', async () => {
    const draft = { document: design(''), subject: 'S', preheader: 'P', brandId: null, contactId: null, exact: false };
    const { html } = await contentHandlers(workspace()).render(draft);
    expect(html).toContain("Hello {{ contact.first_name | default: 'there' }}");
    for (const id of ['a', 'b', 'c', 'd']) expect(html).toContain(`class="b-${id}"`);
  });

  it('offer a merge tag for each custom field', () => {
    expect(contentHandlers(workspace()).mergeTags()).toContainEqual({
      tag: '{{ contact.fields.city }}',
      label: 'City',
    });
  });

  it('reduce a paste to rich text', () => {
    const pasted = '<p style="color:#ff0000;position:fixed">a<img src=x onerror=alert(1)></p>';
    expect(contentHandlers(workspace()).cleanHtml({ html: pasted })).toEqual({ html: '<p style="color:#ff0000">a</p>' });
  });
});
