const LIMIT = 20;

/** The last answers that had an ETag, by URL; the one that was not asked for the longest goes first. */
export class LastAnswers<T> {
  readonly #answers = new Map<string, { etag: string; body: T }>();

  get(url: string): { etag: string; body: T } | undefined {
    const answer = this.#answers.get(url);
    if (answer) {
      this.#answers.delete(url);
      this.#answers.set(url, answer);
    }
    return answer;
  }

  put(url: string, etag: string | null, body: T): void {
    this.#answers.delete(url);
    if (etag) {
      this.#answers.set(url, { etag, body });
    }
    while (this.#answers.size > LIMIT) {
      this.#answers.delete(this.#answers.keys().next().value!);
    }
  }
}
