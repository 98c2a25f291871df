import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../../base/errors.ts';
import { integrityProblems } from '../../db/db.ts';
import { listTransports } from '../../delivery/delivery.ts';
import { defineCommand } from '../command.ts';

/** Looks at what could keep the app from working; changes nothing. */
export const doctor = defineCommand({
  usage: 'doctor',
  options: {},
  positionals: [],
  input: z.object({}),
  run: ({ registry, workspace }) => {
    const problems = [
      ...integrityProblems(registry).map((problem) => `registry: ${problem}`),
      ...integrityProblems(workspace.db).map((problem) => `workspace ${workspace.id}: ${problem}`),
    ];
    try {
      accessSync(workspace.folder, constants.W_OK);
    } catch (error) {
      problems.push(`The folder ${workspace.folder} may not be written: ${messageOf(error)}`);
    }
    if (listTransports(workspace.db).length === 0) problems.push('No mail account is set up.');
    return { ok: problems.length === 0, problems };
  },
  print: ({ ok, problems }) => (ok ? 'All is well.' : problems.join('\n')),
});
