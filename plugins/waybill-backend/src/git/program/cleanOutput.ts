import { Credential } from '../../ports';

const LONGEST = 2000;

/** Says nothing: who shows it names the address, and that a push failed. */
const EMPTY_TALK =
  /^(hint:|remote:\s*$|To \S+$|error: failed to push some refs to )/;

/** What git printed, fit for an error and a log: no credential in any of its spellings, no progress, not endless. */
export function cleanOutput(output: string, credential?: Credential): string {
  let text = output
    .replace(/\/\/[^/\s@]*@/g, '//')
    .replace(/(authorization:?\s*\S+\s+)\S+/gi, '$1[hidden]');
  for (const secret of spellings(credential)) {
    text = text.split(secret).join('[hidden]');
  }
  const lines = text
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(line => line !== '' && !EMPTY_TALK.test(line));
  return lines.join('; ').slice(0, LONGEST);
}

function spellings(credential?: Credential): string[] {
  if (!credential) {
    return [];
  }
  const secret =
    credential.type === 'basic' ? credential.password : credential.token;
  const all = [secret, encodeURIComponent(secret)];
  if (credential.type === 'basic') {
    all.push(
      Buffer.from(`${credential.username}:${secret}`).toString('base64'),
    );
  }
  return all.filter(spelling => spelling.length > 0);
}
