import { useQuery } from '@tanstack/react-query';
import { Section } from '../../../ui/Section.tsx';
import { HowTo } from './HowTo.tsx';
import { sesSourcesQuery } from './queries.ts';
import classes from './Ses.module.css';
import { SesSource } from './SesSource.tsx';

/** What Amazon SES tells of messages that it took. Nothing is shown to who does not send through it. */
export function SesSection() {
  const sources = useQuery(sesSourcesQuery).data;
  if (!sources || sources.length === 0) return null;
  return (
    <Section title="Amazon SES">
      <p className={`${classes.text} dim`}>
        Amazon tells of deliveries, bounces, complaints, opens and clicks by events. A queue brings them here without any public
        address. A topic can post them as well, where a public address is set up.
      </p>
      {sources.map((source) => (
        <SesSource key={source.transportId} source={source} />
      ))}
      <HowTo />
    </Section>
  );
}
