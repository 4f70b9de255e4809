import { IncomingMessage } from 'http';
import { z } from 'zod';
import { readBody } from './readBody';

/**
 * The JSON of a request that steers the sandbox. Insists on the JSON content type, so that no page of another origin
 * can send one without asking first.
 */
export async function readControlRequest<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<T> {
  const type = request.headers['content-type'] ?? 'none';
  if (!type.startsWith('application/json')) {
    throw new Error(`Expected content type application/json, found ${type}`);
  }
  const text = (await readBody(request, 1024 * 1024)).toString('utf8');
  return schema.parse(JSON.parse(text || '{}'));
}
