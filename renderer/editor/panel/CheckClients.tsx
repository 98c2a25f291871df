import { MultiSelect } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { type MailClient, mailClientNames, mailClients } from '#shared/content/clients.ts';

const isClient = (name: string): name is MailClient => name in mailClients;

/** The mail programs that designs are judged against on this computer. */
export function useClients(): [MailClient[], (clients: MailClient[]) => void] {
  const [kept, keep] = useLocalStorage<string[]>({
    key: 'letterpress.mail-clients',
    defaultValue: [...mailClientNames],
    getInitialValueInEffect: false,
  });
  return [kept.filter(isClient), keep];
}

export function CheckClients({ value, onChange }: { value: MailClient[]; onChange: (clients: MailClient[]) => void }) {
  return (
    <MultiSelect
      label="Judged for"
      data={mailClientNames.map((name) => ({ value: name, label: mailClients[name] }))}
      value={value}
      placeholder={value.length === 0 ? 'no mail program' : ''}
      onChange={(names) => onChange(names.filter(isClient))}
    />
  );
}
