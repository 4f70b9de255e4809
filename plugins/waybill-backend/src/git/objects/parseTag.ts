import { ParsedPerson, parsePerson } from './parseCommit';

/** Reads the content of an annotated tag that was made here; a signature is part of its message. */
export function parseTag(content: Buffer): {
  message: string;
  tagger: ParsedPerson;
} {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const tagger = /^tagger (.*)$/m.exec(text.slice(0, end))?.[1] ?? '';
  return { message: text.slice(end + 2), tagger: parsePerson(tagger) };
}
