import {
  HealthStatus,
  SetbackView,
} from '@waybill/backstage-plugin-waybill-common';

/** One thing to say about a pipeline; `arrivedAt` where the Freight has only just come. */
export type Statement =
  | { kind: 'nothing'; stages: string[] }
  | { kind: 'everywhere'; version: string }
  | {
      kind: 'runs';
      stages: string[];
      version: string;
      since: string;
      health: HealthStatus;
    }
  | { kind: 'unhealthy'; stages: string[]; issue: string }
  | {
      kind: 'notVerified';
      version: string;
      stages: string[];
      phase: 'Failed' | 'Error' | 'Inconclusive';
      at: string;
    }
  | {
      kind: 'rolledBack';
      version: string;
      stages: string[];
      setback: SetbackView;
    }
  | { kind: 'failed'; version: string; stages: string[]; at: string }
  | { kind: 'moving'; version: string; stages: string[]; arrivedAt?: string }
  | {
      kind: 'soaks';
      version: string;
      from: string[];
      until: string;
      arrivedAt?: string;
    }
  | {
      kind: 'ready' | 'waits';
      version: string;
      stages: string[];
      arrivedAt?: string;
    }
  | {
      kind: 'unverified';
      version: string;
      stages: string[];
      from: string[];
      arrivedAt?: string;
    };
