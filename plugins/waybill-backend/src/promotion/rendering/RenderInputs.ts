/** What a render reads, found before a tool runs. */
export interface RenderInputs {
  /** Files and folders of the workspace to lay out. */
  paths: string[];
  /** What it would fetch from elsewhere, as written. */
  remote: { from: string; address: string }[];
}
