import { InputError } from '@backstage/errors';

// The rules of `git check-ref-format --branch`, and no leading dash.
// eslint-disable-next-line no-control-regex
const refused = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$|^@$/;

/** Throws unless it can be a branch's or a tag's name. Nothing else may become part of a refspec. */
export function refName(kind: 'branch' | 'tag', name: string): string {
  const parts = name.split('/');
  if (
    name === '' ||
    name.length > 250 ||
    refused.test(name) ||
    parts.some(part => part.startsWith('.') || part.endsWith('.lock'))
  ) {
    throw new InputError(
      `Not a ${kind} name: ${JSON.stringify(name.slice(0, 250))}`,
    );
  }
  return name;
}
