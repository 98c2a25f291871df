import { expect, type Page, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { sesEndpoint, sesKeys } from '../main/delivery/transports/ses-endpoint.ts';
import { ask, dataFolder, quit, serve } from './support/app.ts';
import { complaintsOf } from './support/screen.ts';

test.use({ actionTimeout: 15_000 });

/** A mail server of the kind that people have: a login, and only its own sender. */
async function host() {
  const got: string[] = [];
  const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (auth, _session, callback) =>
      auth.password === 'app password'
        ? callback(null, { user: 'hello' })
        : callback(refusal(535, '5.7.8 Username and Password not accepted')),
    onMailFrom: (from, _session, callback) =>
      callback(/@hearth\.example$/.test(from.address) ? null : refusal(553, '5.7.1 Sender address rejected: not owned by user')),
    onData: (stream, session, callback) => {
      got.push(session.envelope.rcptTo[0]?.address ?? '');
      stream.resume().on('end', () => callback());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return { got, port, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
}

const open = async (page: Page, kind: RegExp) => {
  await page.getByRole('button', { name: 'Connect an account' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  return page.getByRole('dialog');
};

test('accounts are connected by their host, tested, and chosen by the sender', async ({ page }) => {
  const server = await host();
  const amazon = await sesEndpoint();
  amazon.state.suppressed = [{ EmailAddress: 'gone@x.example', Reason: 'BOUNCE', LastUpdateTime: 1_700_000_000 }];
  amazon.state.identities = { 'hearth.example': { verified: false, dkim: 'PENDING', tokens: ['aaa'] } };
  const { folder, remove } = dataFolder();
  const app = await serve(folder);
  const complaints = complaintsOf(page);
  const { origin } = new URL(app.url);
  await page.goto(app.url);
  await page.goto(`${origin}/#/settings/sending`);

  await test.step('an address tells the host, and fills in its server and its limits', async () => {
    const form = await open(page, /^SMTP/);
    await form.getByRole('combobox', { name: 'Mail host' }).fill('anna@gmail.com');
    await page.getByRole('option', { name: 'Gmail' }).click();
    await expect(form.getByRole('textbox', { name: 'User name' })).toHaveValue('anna@gmail.com');
    await expect(form).toContainText('smtp.gmail.com, port 465, TLS');
    await expect(form).toContainText('500 a day');
    await form.getByRole('button', { name: 'Save and check' }).click();
    await expect(form).toContainText('A user name needs its password.');
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a wrong password is told with the words of the server, and mended', async () => {
    const form = await open(page, /^SMTP/);
    await form.getByRole('combobox', { name: 'Mail host' }).fill('own');
    await page.getByRole('option', { name: 'Another host' }).click();
    await form.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await form.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
    await form.getByRole('textbox', { name: 'User name' }).fill('hello');
    await form.getByLabel('Password').first().fill('wrong');
    await form.getByRole('textbox', { name: 'Name, for yourself' }).fill('Our host');
    await form.getByRole('button', { name: 'Save and check' }).click();
    const check = page.getByRole('dialog', { name: 'Test of Our host' });
    await expect(check).toContainText('5.7.8 Username and Password not accepted');
    await expect(check).toContainText('Nothing can be sent through this account yet.');
    await check.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Actions for Our host' }).click();
    await page.getByRole('menuitem', { name: 'Change…' }).click();
    const change = page.getByRole('dialog', { name: 'Change Our host' });
    await change.getByLabel('Password').first().fill('app password');
    await change.getByText('Senders and bounces').click();
    await change.getByRole('combobox', { name: 'Sends for' }).fill('other.example');
    await change.getByRole('combobox', { name: 'Sends for' }).press('Enter');
    await change.getByRole('button', { name: 'Save and check' }).click();
    await expect(check).toContainText('127.0.0.1 takes mail from');
    await expect(check).toContainText('ready to send');
    await check.getByRole('button', { name: 'Done' }).click();
    expect(server.got).toEqual([]);
  });

  await test.step('a campaign of a sender that the account is not for is stopped', async () => {
    await page.goto(`${origin}/#/campaigns`);
    await page.getByText('Winter bread is back').first().click();
    await page.getByRole('link', { name: 'Review' }).click();
    await expect(page.getByRole('main')).toContainText('Our host may not send for hello@hearth.example.');
  });

  await test.step('Amazon’s limits, identities and suppressed addresses are brought in', async () => {
    const keys = ['--key', sesKeys.accessKeyId, '--secret', sesKeys.secretAccessKey, '--endpoint', amazon.url];
    await ask(folder, 'transport', 'ses', '--region', 'eu-central-1', '--name', 'Amazon', '--from', '@hearth.example', ...keys);
    await page.goto(`${origin}/#/settings/sending`);
    await expect(page.getByRole('row', { name: /Amazon SES/ })).toContainText('14 a second, 50,000 a day');
    await page.getByRole('button', { name: 'Actions for Amazon' }).click();
    await page.getByRole('menuitem', { name: 'At Amazon…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('aaa._domainkey.hearth.example');
    await dialog.getByRole('button', { name: 'Bring in what Amazon suppresses' }).click();
    await expect(page.getByText('Amazon suppresses 1 address; 1 was new here.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('and the campaign leaves through the account for its sender', async () => {
    await page.goto(`${origin}/#/campaigns`);
    await page.getByText('Winter bread is back').first().click();
    await page.getByRole('link', { name: 'Review' }).click();
    await expect(page.getByRole('main')).toContainText('It goes out through Amazon.');
    await expect(page.getByRole('main')).toContainText('It is the account for hello@hearth.example.');
  });

  expect(complaints).toEqual([]);
  await quit(app);
  await amazon.stop();
  await server.stop();
  remove();
});
