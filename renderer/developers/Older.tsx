import { Button } from '@mantine/core';
import classes from './Log.module.css';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** Below a log, while there is more of it. */
export function Older({ pages }: { pages: Pages }) {
  if (!pages.hasNextPage) return null;
  return (
    <Button className={classes.more ?? ''} loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      Show older ones
    </Button>
  );
}
