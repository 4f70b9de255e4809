/** What a registry asks for when it answers 401. */
export interface Challenge {
  /** `bearer`, `basic`, … */
  scheme: string;
  parameters: Record<string, string>;
}

/** A `WWW-Authenticate` header; it may hold several challenges (RFC 9110, 11.6.1). */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  const token =
    /\s*,?\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,]+)|(?=\s|,|$))/y;
  for (let match = token.exec(header); match; match = token.exec(header)) {
    const [, word, value] = match;
    if (value === undefined) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
    } else {
      const last = challenges[challenges.length - 1];
      if (last) {
        last.parameters[word.toLowerCase()] = value.startsWith('"')
          ? value.slice(1, -1).replace(/\\(.)/g, '$1')
          : value;
      }
    }
  }
  return challenges;
}
