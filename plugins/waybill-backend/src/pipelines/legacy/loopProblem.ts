/** Why an update that writes the branch its own Freight comes from is refused: each promotion would make new Freight. */
export function loopProblem(repoURL: string, branch: string): string {
  return `Writing ${branch} of ${repoURL} is refused, because it will form a subscription loop: the Stage's Freight comes from that very branch; write another branch or use pullRequest`;
}
