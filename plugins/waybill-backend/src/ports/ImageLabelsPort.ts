/** What artifacts in a registry say of themselves, for one pipeline. */
export interface ImageLabelsPort {
  /**
   * Annotations and labels together, of an image of several platforms those of its first one too. What is nearer to the tag counts:
   * annotations of the index, of the manifest, labels; of a Helm chart, what its `Chart.yaml` says in the words of annotations.
   *
   * @param reference - with a tag or a digest
   */
  read(options: {
    reference: string;
    signal: AbortSignal;
  }): Promise<Record<string, string>>;
}
