import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SesSource as Source } from '#shared/rpc/ses-events.ts';
import { CopyLine } from '../../../scripts/CopyLine.tsx';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import { number } from '../../../ui/format.ts';
import { KeyValue } from '../../../ui/KeyValue.tsx';
import { When } from '../../../ui/When.tsx';
import classes from './Ses.module.css';
import { SourceForm } from './SourceForm.tsx';
import { TestSteps } from './TestSteps.tsx';

const states: Record<Source['queue']['is'], { tone: Tone; word: string }> = {
  off: { tone: 'plain', word: 'No queue' },
  connecting: { tone: 'info', word: 'Connecting' },
  listening: { tone: 'good', word: 'Listening' },
  trouble: { tone: 'bad', word: 'In trouble' },
};

const kinds: [keyof Source['counts'], string][] = [
  ['delivered', 'Delivered'],
  ['bounced', 'Bounced'],
  ['complained', 'Complained'],
  ['delayed', 'Delayed'],
  ['opened', 'Opened'],
  ['clicked', 'Clicked'],
  ['unmatched', 'About other mail'],
  ['unreadable', 'Not readable'],
];

/** One account: how its events come, what came of them, and what is set up. */
export function SesSource({ source }: { source: Source }) {
  const [testing, setTesting] = useState(false);
  const { queue, counts, heardAt, subscribedAt, topicArn, address } = source;
  const rows = kinds.filter(([kind]) => counts[kind] > 0).map(([key, label]) => ({ key, label, value: number(counts[key]) }));
  return (
    <section className={classes.source} aria-label={source.name}>
      <div className={classes.head}>
        <h3>{source.name}</h3>
        <Chip tone={states[queue.is].tone}>{states[queue.is].word}</Chip>
        {topicArn && (
          <Chip tone={subscribedAt ? 'good' : 'warn'}>{subscribedAt ? 'Topic subscribed' : 'Topic not confirmed'}</Chip>
        )}
        <span className="faint small">
          Last event: <When at={heardAt} as="ago" />
        </span>
      </div>
      {queue.words && <p role="alert">{queue.words}</p>}
      {rows.length > 0 && (
        <div className={classes.counts}>
          <KeyValue rows={rows} />
        </div>
      )}
      <SourceForm source={source} />
      {topicArn &&
        (address ? (
          <CopyLine label="The topic’s HTTPS subscription leads to" text={address} />
        ) : (
          <p className="dim small">A topic needs a public address to post to; set one up under Tracking.</p>
        ))}
      <div className={classes.test}>
        <Button onClick={() => setTesting(true)} disabled={testing}>
          Test
        </Button>
        {testing && <TestSteps transportId={source.transportId} onDone={() => setTesting(false)} />}
      </div>
    </section>
  );
}
