import { EFFECT_FAULTS, READ_FAULTS } from './FaultKind';

/** Everything outside that is asked, and whether asking can change something there, or does nothing else. */
const PORTS: Record<string, { effects: boolean; reads?: false }> = {
  git: { effects: true },
  host: { effects: true },
  argo: { effects: true },
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
  'outsiders: push',
  'outsiders: push right after us',
  'outsiders: push what we write',
  'outsiders: sync',
  'outsiders: close',
  'outsiders: a bad release',
  'people: sign',
  'people: reject',
  'people: retry from the failed step',
  'people: retry anew',
  'changes: definition',
  'changes: file gone',
  'changes: entity gone',
  'changes: gate',
  'changes: outage',
  'queue: superseded',
  'queue: waits for a lock',
  'policy: rolled back by itself',
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
