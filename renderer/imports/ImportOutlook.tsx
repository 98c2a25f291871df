import { Button, Collapse, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { MappingChoices, Outlook, Preview } from '#shared/rpc/imports.ts';
import { number, plural } from '../ui/format.ts';
import classes from './ImportOutlook.module.css';

type Roles = NonNullable<MappingChoices['roles']>;
type Props = {
  preview: Preview;
  correctTypos: boolean;
  roles: Roles;
  onTypos: (correct: boolean) => void;
  onRoles: (roles: Roles) => void;
};

/** What would become of the rows that were looked at, and what a person has to decide about their addresses. */
export function ImportOutlook({ preview, correctTypos, roles, onTypos, onRoles }: Props) {
  const { outlook, rowsExact } = preview;
  if (outlook.rows === 0) return null;
  const rejected = outlook.rejects.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <section className={classes.outlook} aria-label="What will happen">
      <div className={classes.part}>
        <div className="eyebrow">{rowsExact ? 'What will happen' : `Of the first ${plural(outlook.rows, 'row')}`}</div>
        <ul className={`${classes.lines} num`}>
          <Line count={outlook.taken}>{outlook.taken === 1 ? 'comes in' : 'come in'}</Line>
          {outlook.suppressed.map(({ reason, rows }) => (
            <Line key={reason} count={rows} within>
              {words[reason](rows === 1)}, so never mailed
            </Line>
          ))}
          {outlook.pending > 0 && (
            <Line count={outlook.pending} within>
              not confirmed yet
            </Line>
          )}
          {outlook.repeats > 0 && (
            <Line count={outlook.repeats} within>
              {outlook.repeats === 1 ? 'repeats' : 'repeat'} an address of an earlier row
            </Line>
          )}
          {rejected > 0 && (
            <Line count={rejected} bad>
              cannot be used
            </Line>
          )}
          {outlook.rejects.slice(0, 5).map(({ reason, rows, line }) => (
            <Line key={reason} count={rows} within>
              {reason} <span className="faint">first in line {number(line)}</span>
            </Line>
          ))}
          {outlook.rejects.length > 5 && (
            <li className={`${classes.within} faint`}>and {plural(outlook.rejects.length - 5, 'other reason')}</li>
          )}
        </ul>
      </div>
      {(outlook.typos.rows > 0 || outlook.roles.rows > 0) && (
        <div className={classes.part}>
          <div className="eyebrow">Yours to decide</div>
          {outlook.typos.rows > 0 && <Typos typos={outlook.typos} on={correctTypos} onChange={onTypos} />}
          {outlook.roles.rows > 0 && (
            <Switch
              label={`Leave out ${plural(outlook.roles.rows, 'address', 'addresses')} of an office, not a person`}
              description={outlook.roles.shown
                .slice(0, 6)
                .map(({ name, rows }) => `${name}@ ${number(rows)}`)
                .join(', ')}
              classNames={switches}
              checked={roles === 'reject'}
              onChange={(event) => onRoles(event.currentTarget.checked ? 'reject' : 'take')}
            />
          )}
        </div>
      )}
    </section>
  );
}

/** Seen on every ground, on or off. */
const switches = { track: classes.track ?? '', thumb: classes.thumb ?? '' };

const words: Record<Outlook['suppressed'][number]['reason'], (one: boolean) => string> = {
  unsubscribed: (one) => `${one ? 'has' : 'have'} unsubscribed`,
  bounced: (one) => `${one ? 'has' : 'have'} bounced`,
  complained: (one) => `${one ? 'has' : 'have'} complained`,
  blocked: (one) => `${one ? 'is' : 'are'} blocked`,
};

function Line({
  count,
  within = false,
  bad = false,
  children,
}: {
  count: number;
  within?: boolean;
  bad?: boolean;
  children: ReactNode;
}) {
  return (
    <li className={within ? classes.within : classes.line} data-bad={bad || undefined}>
      <b>{number(count)}</b> <span>{children}</span>
    </li>
  );
}

function Typos({ typos, on, onChange }: { typos: Outlook['typos']; on: boolean; onChange: (on: boolean) => void }) {
  const [open, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Switch
        label={`Correct ${plural(typos.rows, 'obvious typo')}`}
        description="Otherwise they are taken as they stand, or rejected where they are no address."
        classNames={switches}
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <Button size="compact-xs" variant="subtle" className={classes.show ?? ''} onClick={toggle} aria-expanded={open}>
        {open ? 'Hide them' : 'Show them'}
      </Button>
      <Collapse expanded={open}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
        <section className={classes.frame} tabIndex={0} aria-label="Typos and what was meant">
          <table className={`${classes.typos} num`}>
            <tbody>
              {typos.shown.map(({ line, from, meant }) => (
                <tr key={line}>
                  <td className="faint">{number(line)}</td>
                  <td>
                    <del>{from}</del>
                  </td>
                  <td>
                    <ins>{meant}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {typos.rows > typos.shown.length && <div className="faint">and {number(typos.rows - typos.shown.length)} more</div>}
        </section>
      </Collapse>
    </div>
  );
}
