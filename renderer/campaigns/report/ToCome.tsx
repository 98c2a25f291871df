import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Progress } from '#shared/rpc/sends.ts';
import { api } from '../../api.ts';
import { duration, number, people, plural, weekdayTime } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Outcomes } from './live.ts';
import classes from './ToCome.module.css';

type Props = { progress: Progress; outcomes: Outcomes; tracked: boolean };

/** What is still to come by plan: the others after the first ones, or the next waves. */
export function ToCome({ progress, outcomes, tracked }: Props) {
  const { canary, waves, spreadMs } = progress;
  if (canary) return <First progress={progress} canary={canary} left={outcomes.waiting} tracked={tracked} />;
  if (waves.length > 0) return <Waves waves={waves} />;
  if (spreadMs === null || outcomes.waiting === 0) return null;
  return <p className="dim small">Spread over {duration(spreadMs)}; time in which Letterpress does not run is added.</p>;
}

type First = { progress: Progress; canary: NonNullable<Progress['canary']>; left: number; tracked: boolean };

function First({ progress, canary, left, tracked }: First) {
  const queries = useQueryClient();
  const goOn = useMutation({
    mutationFn: () => api.sends.goOn({ id: progress.sendId }),
    onSettled: () => Promise.all(['sends', 'campaigns', 'home'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const { tried, refused, uncertain, complained, opened, phase, goesOnAt } = canary;
  const facts = [
    `${number(refused)} refused`,
    ...(uncertain > 0 ? [`${number(uncertain)} uncertain`] : []),
    plural(complained, 'complaint'),
    ...(tracked ? [`${number(opened)} opened`] : []),
  ];
  return (
    <section className={classes.first} aria-label="The first ones">
      <div>
        <b className="num">
          {number(tried)} of the first {number(canary.first)} went out: {facts.join(', ')}.
        </b>
        <p className="dim small">{whatFollows(phase, goesOnAt, left)}</p>
      </div>
      {phase === 'waiting' && (
        <Button variant="filled" className="num" loading={goOn.isPending} onClick={() => goOn.mutate()}>
          Go on for {people(left)}
        </Button>
      )}
    </section>
  );
}

function whatFollows(phase: 'running' | 'waiting', goesOnAt: number | null, left: number): string {
  if (phase === 'running') return `The other ${number(left)} wait until these are through.`;
  if (goesOnAt === null) return `The other ${number(left)} wait for you.`;
  return `The other ${number(left)} follow on ${weekdayTime(goesOnAt)} if it stays quiet.`;
}

function Waves({ waves }: { waves: Progress['waves'] }) {
  return (
    <Section title="Still to come" aside="by this computer’s clock">
      <div className={classes.waves}>
        <Table>
          <tbody>
            {waves.map(({ at, recipients }) => (
              <tr key={at}>
                <td className="num">{weekdayTime(at)}</td>
                <td data-right>{people(recipients)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
