import { z } from 'zod';
import type { MailboxSettings } from '#shared/rpc/feedback.ts';
import type { Secrets } from '../../base/secrets.ts';
import { changeSecret, readSecret } from './secret.ts';

/** A token that is about to end is as good as ended. */
const SPARE_MS = 60_000;
const ANSWER_MS = 20_000;

export type SignIn = { user: string; pass: string } | { user: string; accessToken: string };
export type NoSignIn = { words: string };

const answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().optional(),
});
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** What to log in with. An access token that has ended is renewed first; `fresh` renews it in any case. */
export async function signInOf(options: {
  publicId: string;
  settings: MailboxSettings;
  secrets: Secrets;
  now: number;
  fresh?: boolean;
}): Promise<SignIn | NoSignIn> {
  const { publicId, settings, secrets, now, fresh = false } = options;
  const { user } = settings;
  const { password, accessToken, refreshToken, clientSecret, expiresAt } = readSecret(secrets, publicId);
  if (settings.signIn === 'password')
    return password ? { user, pass: password } : { words: `The password of ${user} is missing.` };
  const lasts = accessToken !== '' && (expiresAt === 0 ? !fresh : !fresh && expiresAt - SPARE_MS > now);
  if (lasts) return { user, accessToken };
  if (!refreshToken || !settings.tokenUrl)
    return accessToken
      ? { user, accessToken }
      : { words: 'There is no token to log in with: a refresh token and the address that renews it are needed.' };
  const renewed = await renew(settings, { refreshToken, clientSecret });
  if ('words' in renewed) return renewed;
  const { access_token, expires_in = 3600, refresh_token = '' } = renewed;
  changeSecret(secrets, publicId, { refreshToken: refresh_token });
  changeSecret(secrets, publicId, { accessToken: access_token, expiresAt: now + expires_in * 1000 });
  return { user, accessToken: access_token };
}

/** Asks the address that the person set and no other: a redirect is not followed. */
async function renew(
  settings: MailboxSettings,
  { refreshToken, clientSecret }: { refreshToken: string; clientSecret: string },
): Promise<z.infer<typeof answer> | NoSignIn> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: settings.clientId });
  if (clientSecret) body.set('client_secret', clientSecret);
  const { host } = new URL(settings.tokenUrl);
  try {
    const response = await fetch(settings.tokenUrl, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said: unknown = await response.json().catch(() => null);
    const token = answer.safeParse(said);
    if (response.ok && token.success) return token.data;
    const { data } = refusal.safeParse(said);
    const why = data
      ? `${data.error}${data.error_description ? `: ${data.error_description.slice(0, 300)}` : ''}`
      : `status ${response.status}`;
    return { words: `${host} gave no new token (${why}). Connect the account anew.` };
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer' : 'it cannot be reached';
    return { words: `The token could not be renewed at ${host}: ${reason}.` };
  }
}
