import { SandboxState } from './readState';

const USAGE = `Does something in the running sandbox:

  push-image <repository> <tag>                      push-image library/nginx 1.27.0
  merge <owner/repository> <number>                  merge acme/storefront-config 3
  close <owner/repository> <number>
  break <application> | heal <application>           break storefront-dev
  scale <application>                                one replica more, past Git
  fault <server> <fault> on|off|<times> [<scope>]    fault git hang on acme/storefront-config
  status                                             what it holds, and which faults there are`;

/** The words of each command, in the names that the control takes. */
const COMMANDS: Record<string, { words: string[]; optional?: string }> = {
  'push-image': { words: ['repository', 'tag'] },
  merge: { words: ['repository', 'number'] },
  close: { words: ['repository', 'number'] },
  break: { words: ['application'] },
  heal: { words: ['application'] },
  scale: { words: ['application'] },
  fault: { words: ['server', 'fault', 'on'], optional: 'scope' },
};

async function ask(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    throw new Error(
      `the sandbox does not answer at ${url}: is npm start running? (${
        (error as Error).message
      })`,
    );
  }
}

function describe(state: SandboxState): string {
  const lines = Object.entries(state.urls).map(
    ([name, url]) => `${name.padEnd(10)} ${url}`,
  );
  lines.push('', 'applications');
  for (const { name, sync, health, images } of state.applications) {
    lines.push(`  ${name.padEnd(20)} ${sync} ${health} ${images.join(', ')}`);
  }
  lines.push('', 'open pull requests');
  for (const { name, pulls } of state.repositories) {
    for (const { number, title } of pulls) {
      lines.push(`  ${name} ${number}  ${title}`);
    }
  }
  for (const [server, { known, active }] of Object.entries(state.faults)) {
    lines.push('', `faults of ${server}`);
    for (const [fault, meaning] of Object.entries(known)) {
      const on = active.filter(one => one.fault === fault);
      const where = on.map(({ scope }) => ` [on: ${scope}]`).join('');
      lines.push(`  ${fault.padEnd(22)} ${meaning}${where}`);
    }
  }
  return lines.join('\n');
}

/** `npm run sandbox -- <command>`: tells the running sandbox to do it. */
export async function runCommand(options: {
  args: string[];
  /** Where the sandbox's page is. */
  controlUrl: string;
}): Promise<{ text: string; ok: boolean }> {
  const [name, ...words] = options.args;
  if (name === 'status') {
    const response = await ask(`${options.controlUrl}/_control/state`);
    const state = (await response.json()) as SandboxState;
    return { text: describe(state), ok: true };
  }
  const command = Object.hasOwn(COMMANDS, name ?? '')
    ? COMMANDS[name]
    : undefined;
  const most = command && command.words.length + (command.optional ? 1 : 0);
  if (!command || words.length < command.words.length || words.length > most!) {
    return { text: USAGE, ok: name === undefined || name === 'help' };
  }
  const names = [...command.words, command.optional ?? ''];
  const body = Object.fromEntries(words.map((word, i) => [names[i], word]));
  const response = await ask(`${options.controlUrl}/_control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { message, error } = (await response.json()) as {
    message?: string;
    error?: string;
  };
  return { text: message ?? error ?? '', ok: response.ok };
}
