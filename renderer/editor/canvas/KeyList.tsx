import { Modal } from '@mantine/core';
import { Fragment, memo } from 'react';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { keyGroups } from '../keys.ts';
import { useEditor } from '../store/context.ts';
import classes from './KeyList.module.css';

/** All keys of the page. */
export const KeyList = memo(function KeyList() {
  const open = useEditor((state) => state.helping);
  const help = useEditor((state) => state.help);
  return (
    <Modal opened={open} onClose={() => help(false)} title="Keys" size={680}>
      <div className={classes.groups}>
        {keyGroups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {keys.map(({ keys: names, does }) => (
                <Fragment key={does}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name} className={classes.key}>
                        {shortcutText(name)}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
});
