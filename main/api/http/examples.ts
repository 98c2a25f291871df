import { z } from 'zod';

/** A documented request and what it was answered. */
export type Example = {
  request: { method: string; path: string; body?: unknown; text?: string };
  response: { status: number };
};

const described = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({})) }).optional() }),
    ),
  ),
});

/** Shows with each operation the first documented body that was taken. */
export function bodyExamples<Document extends object>(document: Document, examples: readonly Example[]): Document {
  const parsed = described.safeParse(document);
  if (!parsed.success) return document;
  for (const [path, methods] of Object.entries(parsed.data.paths))
    for (const [method, { requestBody }] of Object.entries(methods))
      for (const [type, content] of Object.entries(requestBody?.content ?? {})) {
        const isJson = type === 'application/json';
        const found = examples.find(
          ({ request, response }) =>
            (isJson ? request.body : type === 'text/csv' ? request.text : undefined) !== undefined &&
            response.status < 400 &&
            request.method.toLowerCase() === method &&
            isAt(path, request.path),
        );
        if (found) content['example'] = isJson ? found.request.body : found.request.text;
      }
  // It went in as a document of this kind and only gained examples.
  return parsed.data as unknown as Document;
}

/** Whether a request goes to an operation: what is in braces stands for anything. */
function isAt(path: string, asked: string): boolean {
  const [parts, given] = [path.split('/'), (asked.split('?', 1)[0] ?? '').split('/')];
  return parts.length === given.length && parts.every((part, index) => part.startsWith('{') || part === given[index]);
}
