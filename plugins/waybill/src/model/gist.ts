const LONGEST = 140;

/** A message; what a long one comes to, for where all of it stands nearby: up to its first colon, semicolon or full stop. */
export function gist(message: string): string {
  if (message.length <= LONGEST) return message;
  const [clause] = message.split(/[:;.]\s/, 1);
  if (clause.length <= LONGEST) return clause;
  const words = clause.slice(0, LONGEST);
  return `${words.slice(0, Math.max(words.lastIndexOf(' '), LONGEST / 2))}…`;
}
