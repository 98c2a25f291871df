import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findLinkKey, type Purpose, readToken, type Token } from '../../tracking/tracking.ts';
import type { Workspace } from '../../workspace.ts';
import { missingPage, pageHeaders } from './page.ts';

export type PublicWorkspace = Pick<Workspace, 'db' | 'clock' | 'changes'> & Partial<Pick<Workspace, 'feedback'>>;

/** Finds the workspace whose key signed a token for this purpose. */
export type Locate = (purpose: Purpose, token: string) => (Token & { workspace: PublicWorkspace }) | null;

export const createLocate =
  (workspaces: () => readonly PublicWorkspace[]): Locate =>
  (purpose, token) => {
    for (const workspace of workspaces()) {
      const key = findLinkKey(workspace.db);
      const read = key ? readToken(key, purpose, token) : null;
      if (read) return { ...read, workspace };
    }
    return null;
  };

const tokenParams = z.object({ token: z.string() });

export const tokenOf = (request: FastifyRequest): string => tokenParams.parse(request.params).token;

export const missing = (reply: FastifyReply) => reply.code(404).headers(pageHeaders).send(missingPage);
