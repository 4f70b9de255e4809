/** `Chart.yaml` of a chart, as far as anybody here cares. */
export interface Chart {
  name: string;
  version: string;
  home?: string;
  sources?: string[];
  annotations?: Record<string, string>;
}
