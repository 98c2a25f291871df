import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DnsRecord, Part } from '#shared/rpc/domains.ts';
import { CopyLine } from '../../scripts/CopyLine.tsx';
import { ICON } from '../../ui/icons.ts';
import classes from './Domain.module.css';
import { states, titles } from './words.ts';

const icons = { fine: IconCircleCheck, missing: IconCircleDashed, wrong: IconAlertCircle, unknown: IconHelpCircle };

/** One thing that receivers look up: how it stands, what that means, and the record to paste. */
export function DomainPart({ part, children }: { part: Part; children?: ReactNode }) {
  const { name, asks } = titles[part.what];
  const Icon = icons[part.state];
  return (
    <li className={classes.part} data-state={part.state}>
      <span role="img" aria-label={states[part.state]}>
        <Icon {...ICON} />
      </span>
      <div className={classes.body}>
        <h3 className={classes.name}>
          {name} <span className="faint small">{asks}</span>
        </h3>
        <p>{part.meaning}</p>
        {part.notes.map((note) => (
          <p key={note} className="dim small">
            {note}
          </p>
        ))}
        {part.records.map((record) => (
          <RecordToPaste key={`${record.name} ${record.value}`} record={record} />
        ))}
        {part.found.length > 0 && <Found records={part.found} />}
        {children}
      </div>
    </li>
  );
}

function RecordToPaste({ record }: { record: Part['records'][number] }) {
  const { how, type, name, value } = record;
  return (
    <div className={classes.record}>
      <p className={classes.what}>
        {how === 'add' ? `Add this ${type} record:` : `Put this ${type} record in the place of what is there:`}
      </p>
      <CopyLine label={`Name of the ${type} record`} text={name} />
      <CopyLine label={`Value of the ${type} record`} text={value} />
    </div>
  );
}

function Found({ records }: { records: DnsRecord[] }) {
  return (
    <details className={classes.found}>
      <summary className="dim small">What stands in the DNS now</summary>
      {records.map(({ type, name, value }) => (
        <p key={`${name} ${value}`} className="mono small">
          {name} {type} {value}
        </p>
      ))}
    </details>
  );
}
