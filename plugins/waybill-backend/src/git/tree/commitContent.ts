import {
  CommitIdentity,
  CommitOptions,
} from '@waybill/backstage-plugin-waybill-node';
import { InputError } from '@backstage/errors';

/* eslint-disable no-control-regex -- what Git cannot hold, or a reader would trip over */

const trailerLine = /^([A-Za-z0-9-]+): ?\S/;

/**
 * The content of a commit object. The same options make the same bytes, and so the same id, wherever and whenever a
 * commit is made again.
 */
export function commitContent(options: {
  tree: string;
  parents: readonly string[];
  commit: CommitOptions;
  /** Default: the author. */
  committer?: CommitIdentity;
}): Buffer {
  const { commit } = options;
  const seconds = Math.floor(commit.date.getTime() / 1000);
  const committer = options.committer ?? commit.author;
  return Buffer.from(
    [
      `tree ${options.tree}`,
      ...options.parents.map(parent => `parent ${parent}`),
      `author ${identityText(commit.author)} ${seconds} +0000`,
      `committer ${identityText(committer)} ${seconds} +0000`,
      '',
      withTrailers(commit.message, commit.trailers),
      '',
    ].join('\n'),
  );
}

/** Git has no way to write these characters in an identity. */
export function identityText({ name, email }: CommitIdentity): string {
  const clean = (text: string) =>
    text.replace(/[<>\u0000-\u001f\u007f]/g, '').trim();
  if (clean(name) === '' || clean(email) === '') {
    throw new InputError(
      `A commit or tag needs an author's name and e-mail address, found ${JSON.stringify(
        { name, email },
      )}`,
    );
  }
  return `${clean(name)} <${clean(email)}>`;
}

/**
 * The message with the trailers as, or in, its last paragraph.
 *
 * @remarks A line of the message that looks like one of these trailers is left out: a trailer is how a promotion finds its
 * own commit, so no message may claim another's.
 */
export function withTrailers(
  message: string,
  trailers: Record<string, string>,
): string {
  const own = Object.entries(trailers).map(([key, value]) => {
    if (
      !/^[A-Za-z0-9-]+$/.test(key) ||
      !/^[^\u0000-\u001f\u007f]+$/.test(value)
    ) {
      throw new InputError(
        `Not a trailer of a commit: ${JSON.stringify(`${key}: ${value}`)}`,
      );
    }
    return `${key}: ${value}`;
  });
  const keys = new Set(Object.keys(trailers).map(key => key.toLowerCase()));
  const lines = message
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .split('\n')
    .map(line => line.trimEnd())
    .filter(
      line =>
        !keys.has(line.split(':')[0].trim().toLowerCase()) ||
        !line.includes(':'),
    );
  const text = lines.join('\n').trim();
  if (text === '') {
    throw new InputError('A commit or tag needs a message');
  }
  if (own.length === 0) {
    return text;
  }
  const paragraphs = text.split(/\n{2,}/);
  const last = paragraphs[paragraphs.length - 1].split('\n');
  const joins =
    paragraphs.length > 1 && last.every(line => trailerLine.test(line));
  return `${text}${joins ? '\n' : '\n\n'}${own.join('\n')}`;
}
