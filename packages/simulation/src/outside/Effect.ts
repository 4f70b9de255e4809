import { Arrival } from '../ports/PortCalls';
import { Turn } from '../ports/Turn';

/** Something that has really happened outside. */
export type Effect = { at: number; by?: Turn } & (
  | { type: 'push'; repoURL: string; branch: string; commit: string }
  | {
      type: 'pull-request';
      repoURL: string;
      number: number;
      head: string;
      base: string;
      description: string;
      arrival: Arrival;
    }
  | { type: 'rewrite'; number: number; description: string; arrival: Arrival }
  | {
      type: 'sync';
      application: string;
      correlationId: string;
      /** Whether an operation of the same correlation id could still be seen there that had not failed, nor reached another commit. */
      repeats: boolean;
      /** Whose operation was asked for there and not yet begun; it is lost. */
      overwrites: string | undefined;
    }
  | { type: 'message'; channel: string; key: string; arrival: Arrival }
  | { type: 'request'; key: string; arrival: Arrival }
  /** It was made, for the verification that it names. */
  | { type: 'analysis-run'; name: string; verification: string | undefined }
);

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** As whoever caused it tells of it. */
export type EffectReport = Without<Effect, 'at' | 'by'>;
