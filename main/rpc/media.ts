import type { mediaRpc } from '#shared/rpc/content.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { addMedia, listMedia, type Media, removeMedia, usesOfImages } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

const shown = ({ publicId, fileName, type, bytes, width, height, createdAt }: Media) => ({
  id: publicId,
  fileName,
  type,
  bytes,
  width,
  height,
  createdAt,
});

export const mediaHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    all: () => listMedia(db).map(shown),
    uses: () => Object.fromEntries(usesOfImages(db)),
    add: ({ fileName, data }) => {
      const media = addMedia(db, { fileName, data: Buffer.from(data, 'base64'), now: clock() });
      changes.announce('media');
      return shown(media);
    },
    remove: ({ id }) => {
      removeMedia(db, id);
      changes.announce('media');
      return {};
    },
  }) satisfies Handlers<typeof mediaRpc>;
