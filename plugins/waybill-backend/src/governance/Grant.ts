/** One element of `waybill.git.allow`. Absent lists limit nothing. */
export interface Grant {
  repos: string[];
  branches?: string[];
  paths?: string[];
  owners?: string[];
  systems?: string[];
  domains?: string[];
}
