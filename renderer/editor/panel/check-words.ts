import type { Rendered } from '#shared/rpc/content.ts';

export type Check = { blockId: string | null; message: string };

/** What is said about each thing that a reader would stumble over; what the meter says already is not said again. */
function wordsOf({ what, detail }: Rendered['stumbles'][number]): string | null {
  switch (what) {
    case 'no-unsubscribe':
      return 'There is no unsubscribe link yet: add a footer.';
    case 'no-alt':
      return 'A picture is not described for those who cannot see it.';
    case 'no-image':
      return 'A picture is not chosen yet.';
    case 'no-link':
      return `“${detail || 'A button'}” leads nowhere yet.`;
    case 'empty':
    case 'too-large':
      return null;
  }
}

/** Everything to mend in a design: what keeps it from being sent first. An empty page is no mistake yet. */
export function checksOf(rendered: Rendered | null): Check[] {
  if (!rendered) return [];
  const empty = rendered.stumbles.some(({ what }) => what === 'empty');
  const stumbles = empty ? [] : rendered.stumbles;
  return [
    ...rendered.problems,
    ...stumbles.flatMap((one) => {
      const message = wordsOf(one);
      return message === null ? [] : [{ blockId: one.blockId, message }];
    }),
  ];
}
