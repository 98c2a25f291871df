import type { ImportResult } from '#shared/rpc/imports.ts';
import { Figure, Figures } from '../ui/Figure.tsx';
import { number } from '../ui/format.ts';

/** What became of the rows; together they are all of them. */
export function ImportFigures({ result }: { result: ImportResult }) {
  return (
    <Figures>
      <Figure value={number(result.imported)} label="imported" />
      <Figure value={number(result.updated)} label="updated" />
      <Figure value={number(result.unchanged)} label="unchanged" />
      <Figure value={number(result.rejected)} label="rejected" tone={result.rejected > 0 ? 'bad' : 'plain'} />
      <Figure value={number(result.rows)} label={result.rows === 1 ? 'row read' : 'rows read'} apart />
    </Figures>
  );
}
