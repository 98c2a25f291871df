import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Identity, Transport } from '#shared/rpc/transports.ts';
import { api } from '../../api.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ago, number, plural } from '../../ui/format.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Section } from '../../ui/Section.tsx';
import { toast } from '../../ui/toasts.ts';
import classes from './AmazonDialog.module.css';

type Props = { transport: Transport | null; onClose: () => void };

/** What Amazon knows of an account: its limits, what it may send for, and whom it suppresses. */
export function AmazonDialog({ transport, onClose }: Props) {
  return (
    <Modal
      centered
      opened={transport !== null}
      onClose={onClose}
      title={`What Amazon knows of ${transport?.name ?? ''}`}
      size={720}
    >
      {transport && <AtAmazon transport={transport} onClose={onClose} />}
    </Modal>
  );
}

function AtAmazon({ transport: { id, account }, onClose }: { transport: Transport; onClose: () => void }) {
  const queries = useQueryClient();
  const identities = useQuery({
    queryKey: ['transport-identities', id],
    queryFn: ({ signal }) => api.transports.identities({ id }, { signal }),
    gcTime: 0,
    throwOnError: false,
  });
  const bring = useMutation({
    mutationFn: () => api.transports.bringSuppressed({ id }),
    onSuccess: async ({ read, added }) => {
      await queries.invalidateQueries({ queryKey: ['suppressions'] });
      const isNew = added === 1 ? 'was' : 'were';
      toast(`Amazon suppresses ${plural(read, 'address', 'addresses')}; ${number(added)} ${isNew} new here.`);
    },
  });
  return (
    <>
      <Section title="Account" small>
        {account ? (
          <KeyValue
            rows={[
              { key: 'sending', label: 'Sending', value: account.sendingEnabled ? 'allowed' : 'switched off by Amazon' },
              {
                key: 'sandbox',
                label: 'Sandbox',
                value: account.sandbox ? 'yes: only confirmed addresses get anything' : 'no',
              },
              {
                key: 'limits',
                label: 'Limits',
                value: `${account.perSecond === null ? 'any number' : number(account.perSecond)} a second, ${account.perDay === null ? 'any number' : number(account.perDay)} a day`,
              },
              { key: 'sent', label: 'Sent in 24 hours', value: number(account.sentLastDay) },
              { key: 'standing', label: 'Standing', value: account.enforcement.toLowerCase() || 'not said' },
              { key: 'read', label: 'Read', value: ago(account.readAt) },
            ]}
          />
        ) : (
          <p className="dim">Nothing was read yet. Test the account to read it.</p>
        )}
      </Section>
      <Section title="It may send for" small>
        {identities.isPending && <Loading what="Asking Amazon…" />}
        {identities.error && <p className={classes.problem}>{identities.error.message}</p>}
        {identities.data?.identities.length === 0 && (
          <p className="dim">
            No domain or address is confirmed in this region. Add your domain in Amazon’s console, under Identities.
          </p>
        )}
        {identities.data?.identities.map((identity) => (
          <IdentityFacts key={identity.name} identity={identity} />
        ))}
      </Section>
      <Section title="Suppressed at Amazon" small>
        <p className="dim">
          Amazon keeps a list of addresses that bounced or complained, and delivers nothing to them. Brought in here, they are
          left out before sending.
        </p>
        <Button className={classes.bring ?? ''} loading={bring.isPending} onClick={() => bring.mutate()}>
          Bring in what Amazon suppresses
        </Button>
      </Section>
      <div className={classes.buttons}>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}

function IdentityFacts({ identity: { name, kind, verified, dkim, mailFrom } }: { identity: Identity }) {
  const signed = dkim.state === 'SUCCESS';
  return (
    <div className={classes.identity}>
      <div className={classes.head}>
        <strong>{name}</strong>
        <Chip tone={verified ? 'good' : 'warn'}>{verified ? 'confirmed' : 'not confirmed'}</Chip>
        {kind === 'domain' && <Chip tone={signed ? 'good' : 'warn'}>{signed ? 'signed (DKIM)' : 'not signed (DKIM)'}</Chip>}
      </div>
      {mailFrom && (
        <div className="dim small">
          Bounces go by {mailFrom.domain} ({mailFrom.state.toLowerCase().replace('_', ' ')}).
        </div>
      )}
      {dkim.records.length > 0 && (
        <details className={classes.records} open={!signed}>
          <summary>{signed ? 'Its records' : 'Publish these records where the domain is kept'}</summary>
          <table>
            <thead>
              <tr>
                <th>Name</th>
                <th>Type</th>
                <th>Value</th>
              </tr>
            </thead>
            <tbody>
              {dkim.records.map((record) => (
                <tr key={record.name}>
                  <td>{record.name}</td>
                  <td className={classes.type}>{record.type}</td>
                  <td>{record.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
