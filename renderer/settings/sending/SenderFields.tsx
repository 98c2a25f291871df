import { TagsInput, TextInput } from '@mantine/core';
import { presetById } from '#shared/delivery/find-preset.ts';
import { Fold } from './Fold.tsx';
import { hasProblem, type PartProps } from './form.ts';
import { senderEntry } from './transport-problems.ts';

/** For whom the account sends, and where bounces come back to. */
export function SenderFields({ form }: PartProps) {
  const { fromAddresses, bounceAddress, presetId } = form.values;
  const preset = presetId === null ? null : presetById(presetId);
  const senders = fromAddresses.length === 0 ? 'Any sender' : fromAddresses.join(', ');
  const change = (entries: string[]) => {
    const kept = entries.map(senderEntry);
    const wrong = entries.find((_, index) => kept[index] === null);
    form.setFieldValue('fromAddresses', [...new Set(kept.filter((entry) => entry !== null))]);
    if (wrong === undefined) form.clearFieldError('fromAddresses');
    else form.setFieldError('fromAddresses', `“${wrong}” is neither an address nor a domain such as @hearth.example.`);
  };
  return (
    <Fold
      title="Senders and bounces"
      summary={bounceAddress ? `${senders}; bounces to ${bounceAddress}` : senders}
      forceOpen={hasProblem(form, 'senders')}
    >
      <TagsInput
        label="Sends for"
        description={`Addresses, or whole domains with an @. Their campaigns leave through this account by themselves, and no others do.${
          preset?.ownSendersOnly ? ` ${preset.name} sends only for addresses of the account.` : ''
        }`}
        placeholder={fromAddresses.length === 0 ? 'Any sender: hello@hearth.example, @hearth.example' : ''}
        value={fromAddresses}
        onChange={change}
        splitChars={[',', ';', ' ']}
        error={form.errors['fromAddresses']}
        acceptValueOnBlur
        clearable
      />
      <TextInput
        label="Bounces come back to"
        type="email"
        description="Each message gets a mark of its own in it, such as bounces+k3f9@hearth.example, by which a bounce names the person. The host must allow such plus addresses as the sender, and a mailbox must receive them."
        placeholder="The sender’s own address"
        {...form.getInputProps('bounceAddress')}
      />
    </Fold>
  );
}
