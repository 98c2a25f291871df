import { Button, Progress } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { DryRunState, Some } from '#shared/rpc/checks.ts';
import { api } from '../../api.ts';
import { follow } from '../../connection/follow.ts';
import { number, people } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { toastError } from '../../ui/toasts.ts';
import classes from './DryRun.module.css';

type Props = {
  campaignId: string;
  /** Writes what is on the screen first; what is stored is looked at. */
  prepare: () => Promise<boolean>;
};

/** Makes everybody's message and says what came of it. */
export function DryRun({ campaignId, prepare }: Props) {
  const [state, setState] = useState<DryRunState | null>(null);
  const [running, setRunning] = useState(false);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  const begin = async () => {
    setState(null);
    setRunning(true);
    if (!(await prepare())) {
      setRunning(false);
      return toastError(new Error('The last change is not saved yet, and what is saved would be looked at.'));
    }
    stop.current = follow(
      async function* (signal) {
        yield* api.checks.dryRun({ id: campaignId }, { signal });
        setRunning(false);
      },
      setState,
      (error) => {
        setRunning(false);
        toastError(error);
      },
    );
  };
  const cancel = () => {
    stop.current();
    setRunning(false);
  };

  return (
    <section aria-label="Everybody’s message" className={classes.run}>
      <h3 className="eyebrow">Everybody’s message</h3>
      {!running && !state && (
        <p className="dim small">Makes the message of every recipient and looks at each. Nothing is sent.</p>
      )}
      {state && running && (
        <>
          <Progress
            value={state.total > 0 ? (state.done / state.total) * 100 : 0}
            aria-label={`${number(state.done)} of ${number(state.total)} messages made`}
          />
          <p className="dim small num">
            {number(state.done)} of {number(state.total)}
          </p>
        </>
      )}
      {state && !running && <Outcome state={state} />}
      <div>
        {running ? (
          <Button size="xs" onClick={cancel}>
            Stop
          </Button>
        ) : (
          <Button size="xs" leftSection={<IconUsersGroup {...ICON} />} onClick={() => void begin()}>
            {state ? 'Make them again' : 'Make everybody’s message'}
          </Button>
        )}
      </div>
    </section>
  );
}

function Outcome({ state }: { state: DryRunState }) {
  const { failed, noSubject, tooLarge, empty, done, total, seconds } = state;
  const lines: { text: string; some: Some }[] = [
    ...(failed ? [{ text: `${subject(failed)} no message: ${failed.message}`, some: failed }] : []),
    ...(noSubject ? [{ text: `${subject(noSubject)} an empty subject.`, some: noSubject }] : []),
    ...empty.map((one) => ({ text: `${subject(one)} a gap instead of ${one.label}.`, some: one })),
    ...(tooLarge ? [{ text: `${subject(tooLarge)} a message that Gmail cuts off.`, some: tooLarge }] : []),
  ];
  return (
    <div role="status">
      <p className="num">
        {done === total ? 'All' : 'Stopped after'} {number(done)} {done === 1 ? 'message' : 'messages'} made in{' '}
        {seconds.toFixed(1)} s{lines.length === 0 && done > 0 ? ', and all are in order' : ''}.
      </p>
      {lines.length > 0 && (
        <ul className={classes.lines}>
          {lines.map(({ text, some }) => (
            <li key={text}>
              {text}
              {some.example && <div className="dim small">{some.example.name}, for one</div>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const subject = ({ people: count }: Some): string => `${people(count)} ${count === 1 ? 'gets' : 'get'}`;
