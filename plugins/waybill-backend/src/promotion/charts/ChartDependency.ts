import { JsonValue } from '@waybill/backstage-plugin-waybill-common';

/** An entry of a `Chart.lock`. */
export interface LockedDependency {
  name: string;
  version: string;
  /** `https://…`, `oci://…`, `file://…`; empty: a folder in `charts`. */
  repository: string;
}

/** An entry of `dependencies` in a `Chart.yaml`: its version may be a range. What is not there is empty. */
export interface ChartDependency extends LockedDependency {
  condition: string;
  tags: string[];
  enabled: boolean;
  'import-values': JsonValue[];
  alias: string;
}
