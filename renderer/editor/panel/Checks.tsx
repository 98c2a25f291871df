import { IconAlertCircle, IconAlertTriangle, IconBulb, IconCircleCheck } from '@tabler/icons-react';
import type { CheckLevel } from '#shared/content/checks.ts';
import { DryRun } from '../../campaigns/review/DryRun.tsx';
import { ICON } from '../../ui/icons.ts';
import { addFooter } from '../actions/add-footer.ts';
import { describe, freshId } from '../blocks.ts';
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
        <Level key={level} level={level} checks={checks} />
      ))}
      <div className={classes.more}>
        <DryRun campaignId={campaign.id} prepare={() => autosave.flush()} />
        <CheckClients value={clients} onChange={setClients} />
      </div>
    </>
  );
}

function Level({ level, checks }: { level: CheckLevel; checks: readonly Check[] }) {
  const { Icon, title } = looks[level];
  const own = checks.filter((check) => check.level === level);
  if (own.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="eyebrow">{title}</h3>
      <ul className={classes.checks} data-level={level}>
        {own.map((check) => (
          <li key={`${check.blockId} ${check.message} ${check.find}`} className={classes.check}>
            <Icon {...ICON} />
            <div>
              {check.message}
              {check.why && <div className="dim small">{check.why}</div>}
              <Way check={check} />
              <Mend check={check} all={checks} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const spotName = ({ find, line }: Check) => (line !== undefined ? `Line ${line}` : find ? 'In the source' : null);

/** Does what a check asks for, where that is always the same. */
function Mend({ check, all }: { check: Check; all: readonly Check[] }) {
  const perform = useEditor((state) => state.perform);
  const lacks = (what: Check['what']) => all.some((one) => one.what === what);
  // A footer brings both: who presses for one is not asked for the other afterwards.
  const lack = { unsubscribe: lacks('no-unsubscribe'), address: lacks('no-address') };
  if (check.what !== (lack.unsubscribe ? 'no-unsubscribe' : 'no-address')) return null;
  return (
    <button type="button" className="link" onClick={() => perform(addFooter, { lack, id: freshId() })}>
      Add it at the end
    </button>
  );
}

function Way({ check }: { check: Check }) {
  const { document } = useDraft();
  const select = useEditor((state) => state.select);
  const { blockId, place } = check;
  const name = blockId ? describe(document, blockId) : null;
  const words =
    name ?? (place === 'subject' || place === 'preheader' ? `The ${place}` : document.kind === 'blocks' ? null : spotName(check));
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
