import { digestOf } from './digestOf';

/** What a manifest says of a blob. */
export interface UploadedBlob {
  mediaType: string;
  digest: string;
  size: number;
}

/** Writes to one repository of any OCI registry, over HTTP. */
export function createUploads(options: {
  registryUrl: string;
  repository: string;
  /** Value of the Authorization header. */
  authorization?: string;
}) {
  const { authorization } = options;
  const base = `${options.registryUrl.replace(/\/$/, '')}/v2/${
    options.repository
  }`;
  return {
    async blob(content: Buffer, mediaType: string): Promise<UploadedBlob> {
      const digest = digestOf(content);
      const started = await call(
        `${base}/blobs/uploads/`,
        'POST',
        authorization,
      );
      const location = new URL(started.headers.get('location') ?? '', base);
      location.searchParams.set('digest', digest);
      await call(location.href, 'PUT', authorization, {
        body: content,
        type: 'application/octet-stream',
      });
      return { mediaType, digest, size: content.length };
    },
    /** Returns its digest. */
    async manifest(
      reference: string,
      mediaType: string,
      content: unknown,
    ): Promise<string> {
      const text = JSON.stringify(content);
      await call(`${base}/manifests/${reference}`, 'PUT', authorization, {
        body: Buffer.from(text),
        type: mediaType,
      });
      return digestOf(text);
    },
  };
}

async function call(
  url: string,
  method: string,
  authorization: string | undefined,
  content?: { body: Buffer; type: string },
): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(authorization ? { authorization } : {}),
      ...(content ? { 'content-type': content.type } : {}),
    },
    body: content ? new Uint8Array(content.body) : undefined,
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) {
    throw new Error(
      `${method} ${url} answered ${response.status}: ${await response.text()}`,
    );
  }
  await response.arrayBuffer();
  return response;
}
