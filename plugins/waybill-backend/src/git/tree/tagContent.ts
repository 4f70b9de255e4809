import { TagOptions } from '@waybill/backstage-plugin-waybill-node';
import { identityText, withTrailers } from './commitContent';

/** The content of an annotated tag of a commit. */
export function tagContent(commit: string, options: TagOptions): Buffer {
  const seconds = Math.floor(options.date.getTime() / 1000);
  return Buffer.from(
    [
      `object ${commit}`,
      'type commit',
      `tag ${options.tag}`,
      `tagger ${identityText(options.tagger)} ${seconds} +0000`,
      '',
      withTrailers(options.message, {}),
      '',
    ].join('\n'),
  );
}
