import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Drops a file on the window, as a person who drags it there from a folder. */
export async function dropFile(page: Page, file: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type: 'text/csv' }));
      return transfer;
    },
    { name: basename(file), base64: readFileSync(file).toString('base64') },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: data });
  await data.dispose();
}

/**
 * Whatever the page complains about: what it threw, what it wrote as an error, what it asked with a dialog. Playwright's
 * trace runs scripts in every frame, which those of messages refuse; without a trace `refusals` tells of these as well.
 */
export function complaintsOf(page: Page, { refusals = false } = {}): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && (refusals || !message.text().startsWith('Blocked script execution')))
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

/** The editor of a campaign that is open on the page. */
export function editorOn(page: Page) {
  const onPage = page.getByRole('listbox', { name: 'Blocks on the page' });
  const message = page.frameLocator('iframe[title="The message as it is sent"]');
  /** The middle of a block. The pointer meets the page as a whole, which knows by geometry what lies there. */
  const middleOf = async (block: Locator) => {
    await block.scrollIntoViewIfNeeded();
    const [box, page] = [await block.boundingBox(), await onPage.boundingBox()];
    if (!box || !page) throw new Error('The block is not on the page.');
    return { x: box.x - page.x + box.width / 2, y: box.y - page.y + box.height / 2 };
  };
  /** Opens the words of a block to be edited where they stand. */
  const open = async (block: Locator): Promise<Locator> => {
    await onPage.dblclick({ position: await middleOf(block) });
    const place = message.locator('[contenteditable]');
    await expect(place).toBeFocused();
    return place;
  };
  return {
    onPage,
    choose: async (block: Locator) => onPage.click({ position: await middleOf(block) }),
    /** The compiled message that the canvas shows. */
    message,
    block: (name: string | RegExp): Locator => onPage.getByRole('option', { name }),
    add: (kind: string) =>
      page.getByRole('tabpanel', { name: 'Blocks' }).getByRole('button', { name: kind, exact: true }).click(),
    open,
    /** Types over the words of a block where they stand on the page. */
    async write(block: Locator, words: string): Promise<void> {
      const place = await open(block);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(words);
      await page.keyboard.press('Escape');
      await expect(place).toHaveCount(0);
    },
    saved: () => expect(page.getByRole('status').filter({ hasText: /^saved \d/ })).toBeVisible(),
  };
}

/** A figure of a report as a number: "9,963 accepted". */
export async function figureOf(page: Page, label: string): Promise<number> {
  const text = await page.getByRole('link', { name: label }).first().innerText();
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}
