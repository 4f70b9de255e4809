import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { PushTagResult } from '@waybill/backstage-plugin-waybill-node';
import { MadeTag } from '../tree/WorkTreeRemote';
import { BeingPushed, pushRefspec } from './pushRefspec';
import { readTag } from './readTag';
import { Repository } from './Repository';

/** Makes a tag of the remote, or moves it. */
export async function pushTag(
  repository: Repository,
  tag: MadeTag,
  objects: BeingPushed,
  signal: AbortSignal,
): Promise<PushTagResult> {
  const ref = `refs/tags/${tag.name}`;
  const { accepted, said } = await pushRefspec(
    repository,
    {
      lease: tag.force ? '--force' : `--force-with-lease=${ref}:`,
      refspec: `${tag.object}:${ref}`,
    },
    objects,
    signal,
  );
  const done = { object: tag.object, commit: tag.commit };
  if (accepted) {
    return { status: 'pushed', ...done };
  }
  const there = await readTag(repository, tag.name, signal);
  if (there?.object === tag.object) {
    return { status: 'pushed', ...done };
  }
  if (there && !tag.force) {
    return { status: 'rejected', object: there.object };
  }
  const where = `the tag ${tag.name} to ${repository.url.href}`;
  throw /cannot lock ref|failed to update ref/i.test(said)
    ? new ServiceUnavailableError(
        `The push of ${where} did not get through: ${said}`,
      )
    : new NotAllowedError(`The remote refused the push of ${where}: ${said}`);
}
