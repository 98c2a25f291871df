import { IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Api } from '#shared/rpc/rpc.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import { Line, Lines } from './Line.tsx';

type Draft = Awaited<ReturnType<Api['home']['get']>>['drafts'][number];

/** What was begun and can be gone on with. Before the first send, with the word that trying it out costs nothing. */
export function Drafts({ drafts, isNew }: { drafts: Draft[]; isNew: boolean }) {
  if (drafts.length === 0) return null;
  return (
    <Section title="Go on with">
      {isNew && (
        <p className="dim">
          See the whole way once: look at a draft, send it to the test inbox, and read it there. Nothing leaves this computer.
        </p>
      )}
      <Lines>
        {drafts.map(({ campaignId: id, name, updatedAt }) => (
          <Line
            key={id}
            icon={IconPencil}
            action={
              <LinkButton variant="subtle" to="/campaigns/$id/design" params={{ id }} aria-label={`Open ${name}`}>
                Open
              </LinkButton>
            }
          >
            <Link to="/campaigns/$id/design" params={{ id }}>
              <b>{name || 'Untitled campaign'}</b>
            </Link>{' '}
            <span className="dim">
              edited <When at={updatedAt} as="ago" />
            </span>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
