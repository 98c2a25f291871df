import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useReducer, useRef } from 'react';
import type { InboxRow } from '#shared/rpc/inbox.ts';
import { date, exactTime, time } from '../ui/format.ts';
import type { Rows } from '../ui/VirtualTable.tsx';
import classes from './MessageList.module.css';
import { senderName } from './sender.ts';

const HEIGHT = 64;

type Props = {
  rows: Rows<InboxRow>;
  openId: string | null;
  onOpen: (id: string) => void;
};

/** The newest first. Arrows go through the messages and show each. */
export function MessageList({ rows, openId, onOpen }: Props) {
  const { total, getRow, onRange, watch } = rows;
  const frame = useRef<HTMLDivElement>(null);
  const name = useId();
  const list = useVirtualizer({ count: total, getScrollElement: () => frame.current, estimateSize: () => HEIGHT, overscan: 8 });
  const items = list.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => watch(draw), [watch]);

  const open = items.find(({ index }) => getRow(index)?.id === openId)?.index ?? -1;
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = Math.min(total - 1, Math.max(0, open + step));
    const row = getRow(next);
    if (!step || !row) return;
    event.preventDefault();
    list.scrollToIndex(next);
    onOpen(row.id);
  };

  return (
    <div
      ref={frame}
      className={classes.frame}
      role="listbox"
      aria-label="Messages"
      aria-activedescendant={open >= 0 ? `${name}-${open}` : undefined}
      tabIndex={0}
      onKeyDown={move}
    >
      <div className={classes.rows} style={{ height: list.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = getRow(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list, which names its active message
            <div
              key={row?.id ?? index}
              id={`${name}-${index}`}
              role="option"
              aria-selected={row !== undefined && row.id === openId}
              aria-setsize={total}
              aria-posinset={index + 1}
              className={classes.row}
              data-unread={(row && !row.read) || undefined}
              style={{ transform: `translateY(${start}px)`, height: HEIGHT }}
              onClick={() => row && onOpen(row.id)}
            >
              {row && (
                <>
                  <div className={classes.line}>
                    <span className={classes.from}>
                      {!row.read && <span className={classes.dot} role="img" aria-label="Not looked at yet" />}
                      {senderName(row.from)}
                    </span>
                    <time className="faint small num" title={exactTime(row.receivedAt)}>
                      {when(row.receivedAt)}
                    </time>
                  </div>
                  <div className={classes.subject}>{row.subject || 'No subject'}</div>
                  <div className={`${classes.to} faint small`}>to {row.to.join(', ')}</div>
                </>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const when = (at: number) => (new Date(at).toDateString() === new Date().toDateString() ? time(at) : date(at));
