import { randomUUID } from 'crypto';
import { createReadStream } from 'fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'fs/promises';
import { join } from 'path';
import { writeFileAtomically } from '../server/writeFileAtomically';
import { digestOf } from './digestOf';

/** A manifest as stored: exactly the bytes that were pushed. */
export interface StoredManifest {
  digest: string;
  mediaType: string;
  content: Buffer;
}

/**
 * Content-addressed storage on disk. Blobs are shared; a repository holds links to blobs and manifests, and its tags.
 * Whatever a method has resolved for is on disk and survives a crash.
 */
export class RegistryStore {
  constructor(private readonly directory: string) {}

  private blobFile(digest: string): string {
    const [algorithm, hex] = digest.split(':');
    return join(this.directory, 'blobs', algorithm, hex.slice(0, 2), hex);
  }

  private inRepository(repository: string, ...path: string[]): string {
    // Folders of the registry start with an underscore, which no part of a repository's name may.
    return join(this.directory, 'repositories', repository, ...path);
  }

  private link(repository: string, kind: '_blobs' | '_manifests', d: string) {
    return this.inRepository(repository, kind, ...d.split(':'));
  }

  private uploadFile(id: string): string {
    return join(this.directory, 'uploads', id);
  }

  async putBlob(repository: string, content: Buffer): Promise<string> {
    const digest = digestOf(content);
    await writeFileAtomically(this.blobFile(digest), content);
    await this.linkBlob(repository, digest);
    return digest;
  }

  async linkBlob(repository: string, digest: string): Promise<void> {
    await writeFileAtomically(this.link(repository, '_blobs', digest), '');
  }

  /** Size in bytes; undefined: not in this repository. */
  async blobSize(
    repository: string,
    digest: string,
  ): Promise<number | undefined> {
    if (!(await exists(this.link(repository, '_blobs', digest)))) {
      return undefined;
    }
    return (await stat(this.blobFile(digest))).size;
  }

  readBlob(digest: string, range?: { start: number; end: number }) {
    return createReadStream(this.blobFile(digest), range);
  }

  async removeBlob(repository: string, digest: string): Promise<void> {
    await rm(this.link(repository, '_blobs', digest), { force: true });
  }

  async startUpload(): Promise<string> {
    const id = randomUUID();
    await mkdir(join(this.directory, 'uploads'), { recursive: true });
    await (await open(this.uploadFile(id), 'wx')).close();
    return id;
  }

  /** Bytes received so far; undefined: no such upload. */
  async uploadSize(id: string): Promise<number | undefined> {
    return (await exists(this.uploadFile(id)))
      ? (await stat(this.uploadFile(id))).size
      : undefined;
  }

  async appendToUpload(
    id: string,
    chunks: AsyncIterable<Buffer>,
  ): Promise<number> {
    const file = await open(this.uploadFile(id), 'a');
    try {
      for await (const chunk of chunks) {
        await file.write(chunk);
      }
      await file.sync();
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  /** Turns an upload into a blob; the digest that was found, and whether it is the wanted one. */
  async finishUpload(
    repository: string,
    id: string,
    wanted: string,
  ): Promise<{ digest: string; accepted: boolean }> {
    const content = await readFile(this.uploadFile(id));
    const digest = digestOf(content);
    if (digest !== wanted) {
      return { digest, accepted: false };
    }
    await this.putBlob(repository, content);
    await this.cancelUpload(id);
    return { digest, accepted: true };
  }

  async cancelUpload(id: string): Promise<void> {
    await rm(this.uploadFile(id), { force: true });
  }

  async putManifest(
    repository: string,
    manifest: StoredManifest,
    tag?: string,
  ): Promise<void> {
    const { digest, mediaType, content } = manifest;
    await writeFileAtomically(this.blobFile(digest), content);
    await writeFileAtomically(
      this.link(repository, '_manifests', digest),
      mediaType,
    );
    if (tag !== undefined) {
      await writeFileAtomically(
        this.inRepository(repository, '_tags', tag),
        digest,
      );
    }
  }

  /** By tag or digest. */
  async getManifest(
    repository: string,
    reference: string,
  ): Promise<StoredManifest | undefined> {
    const digest = reference.includes(':')
      ? reference
      : await readIfThere(this.inRepository(repository, '_tags', reference));
    if (digest === undefined) {
      return undefined;
    }
    const mediaType = await readIfThere(
      this.link(repository, '_manifests', digest),
    );
    if (mediaType === undefined) {
      return undefined;
    }
    return {
      digest,
      mediaType,
      content: await readFile(this.blobFile(digest)),
    };
  }

  /** A digest takes all its tags with it; a tag goes alone. */
  async removeManifest(repository: string, reference: string): Promise<void> {
    if (!reference.includes(':')) {
      await rm(this.inRepository(repository, '_tags', reference));
      return;
    }
    for (const tag of (await this.listTags(repository)) ?? []) {
      const file = this.inRepository(repository, '_tags', tag);
      if ((await readIfThere(file)) === reference) {
        await rm(file, { force: true });
      }
    }
    await rm(this.link(repository, '_manifests', reference));
  }

  /** In byte order; undefined: no such repository. */
  async listTags(repository: string): Promise<string[] | undefined> {
    if (!(await exists(this.inRepository(repository, '_manifests')))) {
      return undefined;
    }
    return entries(this.inRepository(repository, '_tags'));
  }

  /** Names of all repositories that hold a manifest, in byte order. */
  async listRepositories(below = ''): Promise<string[]> {
    const found: string[] = [];
    for (const part of await entries(this.inRepository(below))) {
      if (part === '_manifests') {
        found.push(below);
      } else if (!part.startsWith('_')) {
        const name = below ? `${below}/${part}` : part;
        found.push(...(await this.listRepositories(name)));
      }
    }
    return found.sort();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names.filter(name => !name.startsWith('.')).sort();
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
