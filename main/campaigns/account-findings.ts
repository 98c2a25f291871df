import { presetOfServer } from '#shared/delivery/find-preset.ts';
import type { Finding } from '#shared/rpc/campaigns.ts';
import type { Inspection } from './inspect.ts';

type Found = Omit<Finding, 'level'>;
type Facts = Pick<Inspection, 'brand' | 'choice'>;

const found = (text: string, detail: string, place: 'transport' | null = 'transport'): Found => ({
  text,
  detail,
  place,
  blockId: null,
});

/** An account that its own list of senders forbids this one. */
export function accountBlockers({ brand, choice }: Facts): Found[] {
  if (!brand || !choice || choice.maySend) return [];
  const { name, fromAddresses } = choice.transport;
  const senders = `${fromAddresses.slice(0, 3).join(', ')}${fromAddresses.length > 3 ? ' …' : ''}`;
  const detail = `It is set up for ${senders}. Add the address there, or choose another account.`;
  return [found(`${name} may not send for ${brand.fromEmail}.`, detail)];
}

/** What an account is known to do to messages that nobody would expect. */
export function accountWarnings({ brand, choice }: Facts): Found[] {
  if (!choice) return [];
  const { transport } = choice;
  const { account } = transport;
  const warnings: Found[] = [];
  if (account && !account.sendingEnabled)
    warnings.push(
      found(
        `Amazon has switched off sending for ${transport.name}.`,
        'Its console says why; until then every message is refused.',
      ),
    );
  else if (account?.sandbox)
    warnings.push(
      found(
        `${transport.name} is in Amazon’s sandbox.`,
        'Only confirmed addresses get anything. Ask Amazon for production access.',
      ),
    );
  if (transport.kind === 'smtp' && brand?.fromEmail && transport.fromAddresses.length === 0) {
    const { user } = transport.settings;
    const preset = presetOfServer(transport.settings);
    if (preset?.ownSendersOnly && user.includes('@') && domainOf(user) !== domainOf(brand.fromEmail)) {
      const detail = `The account is ${user}. Allow the address at ${preset.name}, then enter it at the account, under “Sends for”.`;
      warnings.push(found(`${preset.name} may refuse or replace ${brand.fromEmail}.`, detail));
    }
  }
  return warnings;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Which account it is, and why that one. */
export function accountFine({ brand, choice }: Facts): Found[] {
  if (!choice?.maySend) return [];
  return [found(`It goes out through ${choice.transport.name}.`, why(choice, brand), null)];
}

function why({ by, transport }: NonNullable<Facts['choice']>, brand: Facts['brand']): string {
  switch (by) {
    case 'campaign':
      return 'It was chosen for this campaign.';
    case 'brand':
      return `It is the account of the sender ${brand?.name ?? ''}.`;
    case 'sender':
      return `It is the account for ${brand?.fromEmail ?? ''}.`;
    case 'usual':
      return transport.kind === 'inbox' ? 'It keeps everything on this computer.' : 'It is the usual account.';
  }
}
