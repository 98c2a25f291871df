import type { Preview } from '#shared/rpc/imports.ts';
import { type PreviewJob, previewFile } from '../../imports/imports.ts';

export async function* previewImport(job: PreviewJob): AsyncGenerator<Preview> {
  yield await previewFile(job);
}
