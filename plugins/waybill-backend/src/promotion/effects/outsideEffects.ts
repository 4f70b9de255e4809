import {
  JsonObject,
  JsonValue,
  OutsideEffectView,
  PromotionRecord,
  PromotionStepDefinition,
  PromotionStepState,
} from '@waybill/backstage-plugin-waybill-common';

type Told = Omit<OutsideEffectView, 'step'>;

interface Step {
  definition: PromotionStepDefinition | undefined;
  state: PromotionStepState;
  record: Readonly<JsonObject>;
  output: Readonly<JsonObject>;
  succeeded: boolean;
  taken: ReadonlyMap<string, string>;
}

/** How each built-in step tells what it did outside. */
const TELL: Record<string, (step: Step) => Told[]> = {
  'git-push': push,
  'github-push': push,
  'git-open-pr': openPullRequest,
  'git-merge-pr': mergePullRequest,
  'argocd-update': syncs,
  http: step =>
    isReading(step.definition) ? [] : asked(step, 'called an HTTP server'),
  'send-message': step => asked(step, 'sent a message'),
  'oci-push': step => asked(step, 'pushed an image or a chart'),
  scaffolder: step => asked(step, 'ran an action of another plugin'),
};

/** Built-in steps that change nothing outside. */
const QUIET = new Set([
  ...['argocd-wait', 'git-wait-for-pr', 'wait-for-approval'],
  ...['set-metadata', 'set-freight-alias'],
]);

/**
 * What a Promotion has done outside so far, in the order of its steps, from what these noted and put out. What was begun and never
 * answered is told as what it is: not certain. What was refused is told by the step itself.
 *
 * @param isFiles - whether steps of this kind touch nothing but files
 * @param taken - Promotions that have gone on with a pull request of this one since, by its address
 */
export function outsideEffects(
  { steps, stepStates }: Pick<PromotionRecord, 'steps' | 'stepStates'>,
  isFiles: (uses: string) => boolean,
  taken: ReadonlyMap<string, string> = new Map(),
): OutsideEffectView[] {
  return stepStates.flatMap((state, index) => {
    if (!state.startedAt || isFiles(state.uses) || QUIET.has(state.uses)) {
      return [];
    }
    const { record, output = {} } = state;
    const succeeded = state.status === 'Succeeded';
    const step = {
      definition: steps[index],
      ...{ state, record, output, succeeded, taken },
    };
    const tell = TELL[state.uses] ?? unknown;
    return tell(step).map(effect => ({ step: state.alias, ...effect }));
  });
}

function push({ record, output, succeeded }: Step): Told[] {
  if (succeeded) {
    const to = output.tag
      ? `the tag ${text(output.tag)}`
      : `${text(output.commit).slice(0, 7)} to ${text(output.branch)}`;
    const done = `pushed ${to} of ${text(output.repoURL)}`;
    return [told(true, done, output.commitURL)];
  }
  const { branch, commit, isRefused, pushed, repoURL, tag } = record;
  if (isRefused) {
    return [];
  }
  if (tag) {
    return [
      told(false, `may have pushed the tag ${text(tag)} of ${text(repoURL)}`),
    ];
  }
  if (!commit) {
    return [];
  }
  const what = `${text(pushed ?? commit).slice(0, 7)} to ${text(
    branch,
  )} of ${text(repoURL)}`;
  return pushed
    ? [told(true, `pushed ${what}`)]
    : [told(false, `may have pushed ${what}`)];
}

function openPullRequest({ record, taken }: Step): Told[] {
  const { base, found, head, isRefused, number, repoURL, takes, url } = record;
  if (found || isRefused) {
    return [];
  }
  const { from, ...left } = (takes ?? {}) as JsonObject;
  if (number) {
    const what = `pull request #${number}`;
    const by = taken.get(text(url));
    const since = by ? `, which promotion ${by} has taken over since` : '';
    return takes
      ? [told(true, `took over ${what} of promotion ${from}${since}`, url)]
      : [told(true, `opened ${what}${since}`, url)];
  }
  if (takes) {
    return [
      told(
        false,
        `may have taken over pull request #${left.number} of promotion ${from}`,
        left.url,
      ),
    ];
  }
  return repoURL
    ? [
        told(
          false,
          `may have opened a pull request from ${text(head)} into ${text(
            base,
          )} in ${text(repoURL)}`,
        ),
      ]
    : [];
}

function mergePullRequest({ record, output, succeeded }: Step): Told[] {
  if (!record.merging) {
    return [];
  }
  const pr = output.pr as JsonObject | undefined;
  const number = text(record.merging);
  return succeeded
    ? [told(true, `merged pull request #${number}`, pr?.url)]
    : [told(false, `may have merged pull request #${number}`, pr?.url)];
}

function syncs({ record, succeeded }: Step): Told[] {
  return Object.entries(record)
    .filter(
      ([key, value]) =>
        key.startsWith('application:') && (value as JsonObject | null)?.asked,
    )
    .map(([key]) => {
      const name = key.slice(key.indexOf('/') + 1);
      return succeeded
        ? told(true, `had Argo CD sync ${name}`)
        : told(
            false,
            `asked Argo CD to sync ${name}, which may be going on still`,
          );
    });
}

/** A step that asks somebody once: done, or on its way when it was stopped. */
function asked({ record, succeeded }: Step, what: string): Told[] {
  if (succeeded || record.isSent || record.verdict || record.result) {
    return [told(true, what)];
  }
  const begun = record.isSending || record.isRunning || record.source;
  return begun ? [told(false, `may have ${what}`)] : [];
}

/** A step that Waybill does not know from the inside. */
function unknown({ state, succeeded }: Step): Told[] {
  return [
    told(
      false,
      `${state.uses} ${succeeded ? 'ran' : 'began'}, whatever it did`,
    ),
  ];
}

/** A method that an expression gives may be any. */
function isReading(step: PromotionStepDefinition | undefined): boolean {
  const method = step?.config.method ?? 'GET';
  return method === 'GET' || method === 'HEAD';
}

function told(certain: boolean, what: string, url?: JsonValue): Told {
  return {
    certain,
    text: what,
    ...(typeof url === 'string' && /^https?:/.test(url) && { url }),
  };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}
