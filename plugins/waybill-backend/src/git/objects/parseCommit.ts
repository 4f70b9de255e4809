export interface ParsedPerson {
  name: string;
  email: string;
  date: Date;
}

/** What a commit object says. */
export interface ParsedCommit {
  tree: string;
  parents: string[];
  author: ParsedPerson;
  committer: ParsedPerson;
  /** Of the header `gpgsig`. */
  signature?: string;
  message: string;
}

/** Reads the content of a commit that was made here. */
export function parseCommit(content: Buffer): ParsedCommit {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  // A line that begins with a space goes on with the header before it.
  const headers = text.slice(0, end).split(/\n(?! )/);
  const valuesOf = (name: string) =>
    headers
      .filter(header => header.startsWith(`${name} `))
      .map(header => header.slice(name.length + 1).replaceAll('\n ', '\n'));
  const [signature] = valuesOf('gpgsig');
  return {
    tree: valuesOf('tree')[0],
    parents: valuesOf('parent'),
    author: parsePerson(valuesOf('author')[0]),
    committer: parsePerson(valuesOf('committer')[0]),
    ...(signature && { signature }),
    message: text.slice(end + 2),
  };
}

export function parsePerson(text: string): ParsedPerson {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  if (!match) {
    throw new Error(
      `Expected a name, an e-mail address and a time in a commit, found ${JSON.stringify(
        text,
      )}`,
    );
  }
  const [, name, email, seconds] = match;
  return { name, email, date: new Date(Number(seconds) * 1000) };
}
