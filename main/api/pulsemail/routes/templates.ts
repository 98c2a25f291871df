import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  changeSavedBlock,
  changeTemplate,
  convertDocument,
  createSavedBlock,
  createTemplate,
  listSavedBlocks,
  listTemplates,
  rebuildSavedBlock,
  removeSavedBlock,
  removeTemplate,
} from '../../../content/content.ts';
import type { ReadDb, WriteDb } from '../../../db/db.ts';
import { callerOf } from '../../http/caller.ts';
import { checkBlock, documentOf, mapTexts } from '../blocks.ts';
import { createReading, createSpelling, namesIn } from '../handlebars.ts';
import { fromId, toId, unknown } from '../ids.ts';
import { iso } from '../iso.ts';
import { pageAmong } from '../page-among.ts';
import { pageOf, pageQuery } from '../pages.ts';
import { renderedHtml } from '../rendered.ts';
import { BASE, route } from '../route.ts';
import { forgetWritten, keepAsWritten } from '../sources.ts';
import {
  designOf,
  keepTemplate,
  savedBlockOf,
  savedWire,
  shownDesign,
  showTemplate,
  storedTemplate,
  takeBlocks,
  templateSource,
  textsOf,
} from '../templates.ts';
import {
  blockChange,
  byId,
  newBlock,
  newTemplate,
  pageShape,
  savedBlock,
  template,
  templateChange,
  type WireBlock,
} from '../wire.ts';

const plain = { defaults: {}, listName: '' };
const baseOf = (request: FastifyRequest) => `http://${request.headers.host}/pulsemail${BASE}`;

export function templateRoutes(scope: FastifyInstance): void {
  const tag = 'Templates';
  route(scope, {
    on: 'GET /templates',
    operation: 'list_templates',
    summary: 'List templates, filterable by category',
    tag,
    scope: 'read',
    query: pageQuery.extend({ category: z.string().max(60).optional() }),
    answers: { status: 200, shape: pageShape(template) },
    handle: (call) => {
      const { db } = call.workspace;
      const { category } = call.query;
      const found = listTemplates(db)
        .filter((one) => category === undefined || one.category === category)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      return pageOf(call, {
        read: (after, limit) =>
          found
            .filter(
              ({ createdAt, id }) => !after || createdAt > Number(after[0]) || (createdAt === after[0] && id > String(after[1])),
            )
            .slice(0, limit),
        positionOf: ({ createdAt, id }) => [createdAt, id],
        show: (one) => showTemplate(db, one, baseOf(call.request)),
        total: () => found.length,
      });
    },
  });

  route(scope, {
    on: 'GET /templates/:id',
    operation: 'get_template',
    summary: 'Retrieve a template with its blocks',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: template },
    handle: ({ workspace: { db }, params, request }) =>
      showTemplate(db, storedTemplate(db, fromId('tpl', params.id)), baseOf(request)),
  });

  route(scope, {
    on: 'POST /templates',
    operation: 'create_template',
    summary: 'Create a template from blocks',
    tag,
    scope: 'write',
    body: newTemplate,
    answers: { status: 201, shape: template },
    handle: ({ workspace: { db, clock, changes }, body, request }) => {
      const blocks = takeBlocks(db, body.blocks);
      const { document } = designOf(db, blocks, plain);
      const id = createTemplate(db, { name: body.name, category: body.category, document, now: clock() });
      keepTemplate(db, { id, source: { blocks, variables: body.variables ?? namesIn(textsOf(blocks)) } });
      changes.announce('templates');
      return showTemplate(db, storedTemplate(db, id), baseOf(request));
    },
  });

  route(scope, {
    on: 'PATCH /templates/:id',
    operation: 'update_template',
    summary: 'Edit a template; campaigns made from it keep what they have',
    tag,
    scope: 'write',
    params: byId,
    body: templateChange,
    answers: { status: 200, shape: template },
    handle: ({ workspace: { db, clock, changes }, params, body, request }) => {
      const id = fromId('tpl', params.id);
      const before = templateSource(db, storedTemplate(db, id));
      const blocks = body.blocks && takeBlocks(db, body.blocks);
      const document = blocks && designOf(db, blocks, plain).document;
      changeTemplate(db, { id, name: body.name, category: body.category, document, now: clock() });
      if (blocks || body.variables) {
        const variables = body.variables ?? (blocks ? namesIn(textsOf(blocks)) : before.variables);
        keepTemplate(db, { id, source: { blocks: blocks ?? before.blocks, variables } });
      }
      changes.announce('templates');
      return showTemplate(db, storedTemplate(db, id), baseOf(request));
    },
  });

  route(scope, {
    on: 'DELETE /templates/:id',
    operation: 'delete_template',
    summary: 'Delete a template; campaigns made from it keep what they have',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace: { db, changes }, params }) => {
      const id = storedTemplate(db, fromId('tpl', params.id)).id;
      removeTemplate(db, id);
      forgetWritten(db, `template/${id}`);
      changes.announce('templates');
    },
  });

  scope.get(
    `${BASE}/previews/:file`,
    { schema: { hide: true, params: z.object({ file: z.string().max(100) }) }, config: { scope: 'read' } },
    async (request, reply) => {
      const { file } = z.object({ file: z.string() }).parse(request.params);
      const { db } = callerOf(request).workspace;
      const [, id] = /^(.+)\.html$/.exec(file) ?? [];
      if (id === undefined) throw unknown('tpl');
      const html = await renderedHtml(db, shownDesign(db, storedTemplate(db, fromId('tpl', id))));
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; sandbox")
        .send(html);
    },
  );
}

export function blockRoutes(scope: FastifyInstance): void {
  const tag = 'Blocks';
  const spelled = (db: ReadDb, block: WireBlock) => mapTexts(block, createSpelling(db, plain).spell);

  async function show(db: ReadDb, id: string) {
    const { saved, wire, document } = savedBlockOf(db, id);
    const made = await convertDocument(document, 'mjml', null);
    return {
      id: toId('blk', id),
      ...wire,
      name: saved.name,
      mjml: made.kind === 'mjml' ? createReading(db)(made.mjml) : '',
      html: await renderedHtml(db, document),
      created_at: iso(saved.createdAt),
    };
  }

  route(scope, {
    on: 'GET /blocks',
    operation: 'list_blocks',
    summary: 'List saved blocks, oldest first',
    tag,
    scope: 'read',
    query: pageQuery.extend({ kind: z.string().max(40).optional() }),
    answers: { status: 200, shape: pageShape(savedBlock) },
    handleLater: async (call) => {
      const { db } = call.workspace;
      const { kind } = call.query;
      const found = listSavedBlocks(db)
        .filter(({ id }) => kind === undefined || savedWire(db, id).kind === kind)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = pageAmong(call, found, { idOf: ({ id }) => id, show: ({ id }) => id });
      const data = [];
      for (const id of page.data) data.push(await show(db, id));
      return { ...page, data };
    },
  });

  route(scope, {
    on: 'GET /blocks/:id',
    operation: 'get_block',
    summary: 'Retrieve a block with its HTML',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: savedBlock },
    handleLater: ({ workspace: { db }, params }) => show(db, fromId('blk', params.id)),
  });

  route(scope, {
    on: 'POST /blocks',
    operation: 'create_block',
    summary: 'Build a block from kind and props',
    tag,
    scope: 'write',
    body: newBlock,
    answers: { status: 201, shape: savedBlock },
    handleLater: async ({ workspace: { db, clock, changes }, body }) => {
      const block = checkBlock(body);
      const id = db.transaction(() => {
        const { blocks } = documentOf([spelled(db, block)]);
        const made = createSavedBlock(db, { name: body.name ?? body.kind, blocks, now: clock() });
        keep(db, made, block);
        return made;
      });
      changes.announce('templates');
      return show(db, id);
    },
  });

  route(scope, {
    on: 'PATCH /blocks/:id',
    operation: 'update_block',
    summary: 'Edit a block; designs that hold it keep what they have',
    tag,
    scope: 'write',
    params: byId,
    body: blockChange,
    answers: { status: 200, shape: savedBlock },
    handleLater: async ({ workspace: { db, changes }, params, body }) => {
      const id = fromId('blk', params.id);
      db.transaction(() => {
        const { kind, props: before } = savedWire(db, id);
        if (body.name !== undefined) changeSavedBlock(db, { id, name: body.name });
        if (body.props === undefined) return;
        const block = checkBlock({ kind, props: { ...before, ...body.props } });
        rebuildSavedBlock(db, { id, blocks: documentOf([spelled(db, block)]).blocks });
        keep(db, id, block);
      });
      changes.announce('templates');
      return show(db, id);
    },
  });

  route(scope, {
    on: 'DELETE /blocks/:id',
    operation: 'delete_block',
    summary: 'Delete a block; designs that hold it keep what they have',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace: { db, changes }, params }) => {
      const id = fromId('blk', params.id);
      removeSavedBlock(db, id);
      forgetWritten(db, `block/${id}`);
      changes.announce('templates');
    },
  });
}

function keep(db: WriteDb, id: string, source: WireBlock): void {
  const made = listSavedBlocks(db).find((one) => one.id === id)?.blocks;
  keepAsWritten(db, { name: `block/${id}`, made, source });
}
