import type { api } from '../../api.ts';
import { Section } from '../../ui/Section.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Evidence.module.css';

type Piece = Awaited<ReturnType<typeof api.sends.person>>['evidence'][number];

const what: Record<Piece['what'], string> = {
  delivered: 'delivered',
  delayed: 'delayed on its way',
  bounced: 'returned',
  complained: 'reported as unwanted',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'answered by a person',
  answered: 'answered automatically',
};
const sources: Record<Piece['source'], string> = { mailbox: 'the mailbox', ses: 'Amazon SES', tracking: 'tracking' };

/** What was learned about a message after it had left. */
export function Evidence({ evidence }: { evidence: Piece[] }) {
  return (
    <Section title="What came back" small>
      <ol className={`${classes.evidence} num`}>
        {evidence.map((piece) => (
          <li key={`${piece.what} ${piece.at} ${piece.words}`}>
            <div className={classes.line}>
              <span>
                {what[piece.what]}
                {piece.what === 'bounced' && (piece.permanent ? ' for good' : ' for now')}{' '}
                <span className="faint small">by {sources[piece.source]}</span>
              </span>
              <span className="faint small">
                <When at={piece.at} as="dateTime" />
              </span>
            </div>
            {(piece.words || piece.enhancedCode) && (
              <div className="dim small">{[piece.enhancedCode, piece.words].filter(Boolean).join(' ')}</div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
