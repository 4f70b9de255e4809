import type { Response } from 'undici';

/** The body, unless it is larger than it may be. */
export async function readLimited(
  response: Response,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limitBytes) {
      await response.body?.cancel().catch(() => {});
      throw new Error(`the answer is larger than ${limitBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
