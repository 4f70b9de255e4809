import { DiscoveredArtifacts } from '../ports';

/** What the last look at a Warehouse brought. */
export interface WarehouseRecord {
  name: string;
  /** ISO 8601 */
  lastCheckedAt?: string;
  /** Why the last look failed. */
  error?: string;
  found?: { candidates: number; matching: number };
  /** Of the last good look. */
  artifacts?: DiscoveredArtifacts;
  cursors: WarehouseCursors;
}

/** What is needed to look again without fetching. */
export interface WarehouseCursors {
  /** By position of the subscription: the head that was seen, and for which subscription. */
  git?: Record<string, { head: string; fingerprint: string }>;
  /** The same for the index of a chart repository: its ETag. */
  charts?: Record<string, { etag: string; fingerprint: string }>;
}
