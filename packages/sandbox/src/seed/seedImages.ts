import { pushImage } from '../registry';
import { buildAnnotations, CodePlaces } from './buildAnnotations';
import { hasImage } from './hasImage';

/** What the example company has built so far. */
const IMAGES = [
  { repository: 'library/nginx', tags: ['1.24.0', '1.25.3', '1.26.0'] },
  { repository: 'acme/guestbook', tags: ['1.2.0', '1.3.0'] },
];

/** Pushes the example company's images that are missing; a tag that is there stays what it is. */
export async function seedImages(
  registryUrl: string,
  code: CodePlaces,
): Promise<void> {
  for (const { repository, tags } of IMAGES) {
    for (const tag of tags) {
      if (!(await hasImage({ registryUrl, repository, tag }))) {
        await pushImage({
          registryUrl,
          repository,
          tag,
          platforms: ['linux/amd64', 'linux/arm64'],
          annotations: await buildAnnotations(code, repository, tag),
        });
      }
    }
  }
}
