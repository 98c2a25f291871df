import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { dataFolder } from './support/app.ts';

const root = join(import.meta.dirname, '..');
const program =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';
const runtime = join(root, 'node_modules', 'electron', 'dist', program);
const display = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

test.describe('the desktop app', () => {
  test.skip(!existsSync(runtime), "Electron's runtime is not installed here (npx install-electron brings it)");
  test.skip(!display, 'there is no display here');

  test('opens its window over the port, sandboxed, and quits cleanly', async () => {
    const { folder, remove } = dataFolder();
    const app = await _electron.launch({
      executablePath: runtime,
      args: [root, '--no-sandbox'],
      env: { ...process.env, LETTERPRESS_DATA: folder },
    });
    const page = await app.firstWindow();
    await expect(page.getByRole('navigation')).toContainText('Campaigns');
    expect(page.url()).toMatch(/^app:\/\/letterpress\//);
    expect(await page.evaluate(() => typeof (globalThis as { process?: unknown }).process)).toBe('undefined');
    expect(await page.evaluate(() => typeof (globalThis as { letterpress?: unknown }).letterpress)).toBe('object');
    await page.getByRole('link', { name: /Contacts/ }).click();
    await expect(page.getByText('anna.k@poczta.example')).toBeVisible();
    await app.close();
    remove();
  });
});
