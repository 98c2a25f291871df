import { Button } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconBulb, IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Finding } from '#shared/rpc/campaigns.ts';
import { ICON } from '../../ui/icons.ts';
import { SendTest } from '../test/SendTest.tsx';
import classes from './Findings.module.css';
import { placeOf } from './places.ts';

const looks = {
  blocker: { icon: IconAlertCircle, word: 'Stops the send', button: 'Fix' },
  warning: { icon: IconAlertTriangle, word: 'Warning', button: 'Show' },
  hint: { icon: IconBulb, word: 'Hint', button: 'Show' },
  fine: { icon: IconCircleCheck, word: 'Fine', button: 'Show' },
};
const order = ['blocker', 'warning', 'hint', 'fine'] as const;

type Props = { id: string; findings: Finding[]; prepare: () => Promise<boolean> };

/** What was looked at before it goes: what stops it first, what is fine last. */
export function Findings({ id, findings, prepare }: Props) {
  const sorted = findings.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return (
    <ul className={classes.findings}>
      {sorted.map((finding) => (
        <Line key={`${finding.level} ${finding.text} ${finding.blockId}`} id={id} finding={finding} prepare={prepare} />
      ))}
    </ul>
  );
}

function Line({ id, finding, prepare }: Omit<Props, 'findings'> & { finding: Finding }) {
  const navigate = useNavigate();
  const { icon: Icon, word, button } = looks[finding.level];
  const label = finding.place === 'settings' ? 'Set up' : button;
  const place = finding.level === 'fine' ? null : placeOf(finding, id);
  return (
    <li className={classes.line} data-level={finding.level}>
      <span className={classes.icon} role="img" aria-label={word} title={word}>
        <Icon {...ICON} />
      </span>
      <div>
        {finding.text}
        {finding.detail && <div className="dim small">{finding.detail}</div>}
      </div>
      {finding.place === 'test' && <SendTest campaignId={id} prepare={prepare} label="Send one" inline />}
      {place && (
        <Button
          variant={finding.level === 'blocker' ? 'default' : 'subtle'}
          aria-label={`${label}: ${finding.text}`}
          onClick={() => void navigate(place)}
        >
          {label}
        </Button>
      )}
    </li>
  );
}
