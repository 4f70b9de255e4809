import { IncomingMessage } from 'http';

/** A body that is larger than allowed. */
export class BodyTooLargeError extends Error {}

/** The whole body. Throws a `BodyTooLargeError` above the limit. */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limitBytes) {
      throw new BodyTooLargeError(
        `The body is larger than ${limitBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
