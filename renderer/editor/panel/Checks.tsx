import { IconAlertCircle, IconAlertTriangle, IconBulb, IconCircleCheck } from '@tabler/icons-react';
import type { CheckLevel } from '#shared/content/checks.ts';
import { DryRun } from '../../campaigns/review/DryRun.tsx';
import { ICON } from '../../ui/icons.ts';
import { describe } from '../blocks.ts';
import { useDraft, useEditor, useSession } from '../store/context.ts';
import { CheckClients, useClients } from './CheckClients.tsx';
import { type Check, levels } from './check-words.ts';
import classes from './checks.module.css';
import { jumpTo } from './jump.ts';

const looks = {
  error: { Icon: IconAlertCircle, title: 'To mend' },
  warning: { Icon: IconAlertTriangle, title: 'Warnings' },
  hint: { Icon: IconBulb, title: 'Hints' },
} as const;

/** What would go wrong with this message, each with the way to where it is mended. */
export function Checks({ checks }: { checks: Check[] }) {
  const { campaign, autosave } = useSession();
  const [clients, setClients] = useClients();
  const isFine = !checks.some(({ level }) => level !== 'hint');
  return (
    <>
      {isFine && (
        <p className={classes.good}>
          <IconCircleCheck {...ICON} /> Merge tags, links and pictures are in order.
        </p>
      )}
      {levels.map((level) => (
        <Level key={level} level={level} checks={checks.filter((check) => check.level === level)} />
      ))}
      <div className={classes.more}>
        <DryRun campaignId={campaign.id} prepare={() => autosave.flush()} />
        <CheckClients value={clients} onChange={setClients} />
      </div>
    </>
  );
}

function Level({ level, checks }: { level: CheckLevel; checks: Check[] }) {
  const { Icon, title } = looks[level];
  if (checks.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="eyebrow">{title}</h3>
      <ul className={classes.checks} data-level={level}>
        {checks.map((check) => (
          <li key={`${check.blockId} ${check.message} ${check.find}`} className={classes.check}>
            <Icon {...ICON} />
            <div>
              {check.message}
              {check.why && <div className="dim small">{check.why}</div>}
              <Way check={check} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Way({ check }: { check: Check }) {
  const { document } = useDraft();
  const select = useEditor((state) => state.select);
  const { blockId, place, find } = check;
  const name = blockId ? describe(document, blockId) : null;
  const words =
    name ??
    (place === 'subject' || place === 'preheader' ? `The ${place}` : document.kind !== 'blocks' && find ? 'In the source' : null);
  if (words === null) return null;
  return (
    <button
      type="button"
      className="link"
      aria-label={`Go to ${words}: ${check.message}`}
      onClick={() => {
        if (name && blockId) select(blockId);
        else jumpTo(check);
      }}
    >
      {words}
    </button>
  );
}
