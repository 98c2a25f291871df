import type { ReactNode } from 'react';
import { Chip } from '../ui/Chip.tsx';
import { useTags } from './queries.ts';
import { tagTones } from './tag-colors.ts';

/** A tag in its colour, wherever one shows. */
export function TagChip({ name, title, children }: { name: string; title?: string; children?: ReactNode }) {
  const { data: tags } = useTags();
  const color = tags?.find((tag) => tag.name === name)?.color ?? 'gray';
  return (
    <Chip tone={tagTones[color]} {...(title === undefined ? {} : { title })}>
      {name}
      {children}
    </Chip>
  );
}
