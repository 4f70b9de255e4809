import { EFFECT_FAULTS, READ_FAULTS } from './FaultKind';

/** Everything outside that is asked, and whether asking can change something there, or does nothing else. */
const PORTS: Record<string, { effects: boolean; reads?: false }> = {
  git: { effects: true },
  host: { effects: true },
  argo: { effects: true },
  rollouts: { effects: true },
  messages: { effects: true, reads: false },
  http: { effects: true, reads: false },
  registry: { effects: false },
  catalog: { effects: false },
  definitions: { effects: false },
};

const OTHERS = [
  'database: no connection',
  'database: a commit fails',
  'database: the answer to a commit is lost',
  'database: a commit is slow',
  'life: a kill',
  'life: a kill at a commit',
  'life: a pause',
  'life: a pause at a commit',
  'life: a replacement',
  'life: a skewed clock',
  'life: a lost lease',
  'argo: syncs to an older commit',
  'argo: an operation fails',
  'argo: a refresh is swallowed',
  'rollouts: a run ends as Failed',
  'rollouts: a run ends as Error',
  'rollouts: a run ends as Inconclusive',
  'rollouts: a run goes on for ever',
  'rollouts: no template',
  'rollouts: a bad release is seen',
  'outsiders: push',
  'outsiders: push right after us',
  'outsiders: push what we write',
  'outsiders: sync',
  'outsiders: close',
  'outsiders: a bad release',
  'outsiders: delete an AnalysisRun',
  'people: sign',
  'people: reject',
  'people: retry from the failed step',
  'people: retry anew',
  'people: verify again',
  'people: end a verification',
  'changes: definition',
  'changes: file gone',
  'changes: entity gone',
  'changes: gate',
  'changes: outage',
  'changes: a cluster is away for long',
  'queue: superseded',
  'queue: waits for a lock',
  'policy: rolled back by itself',
  'policy: rolled back after its verification',
  'verification: Failed',
  'verification: Error',
  'verification: Inconclusive',
  'verification: ended by a person',
  'verification: given up',
  'verification: repeated',
];

/** Whatever can go wrong or get in the way in a run; effects of a port are marked with an exclamation mark. */
export const possibleFaults: readonly string[] = [
  ...Object.entries(PORTS).flatMap(([port, { effects, reads }]) => [
    ...(reads === false ? [] : READ_FAULTS.map(fault => `${port}: ${fault}`)),
    ...(effects
      ? [
          ...EFFECT_FAULTS.map(fault => `${port}!: ${fault}`),
          `life: a kill at ${port}!`,
          `life: a pause at ${port}!`,
        ]
      : []),
  ]),
  ...OTHERS,
];
