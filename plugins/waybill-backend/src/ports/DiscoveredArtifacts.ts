import {
  FreightChart,
  FreightCommit,
  FreightImage,
} from '@waybill/backstage-plugin-waybill-common';

/** What one look at a Warehouse's subscriptions found; one element per subscription, in their order. */
export interface DiscoveredArtifacts {
  discoveredAt: string;
  subscriptions: DiscoveredSubscription[];
}

export type DiscoveredSubscription =
  | {
      kind: 'image';
      repoURL: string;
      candidates: number;
      matching: number;
      images: FreightImage[];
    }
  | { kind: 'git'; repoURL: string; head: string; commits: FreightCommit[] }
  | {
      kind: 'chart';
      repoURL: string;
      candidates: number;
      matching: number;
      charts: FreightChart[];
    };
