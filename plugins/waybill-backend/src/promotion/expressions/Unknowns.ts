import { JsonValue } from '@waybill/backstage-plugin-waybill-common';

/** What a plan cannot know: names as they stand in outputs, `<merged.commit>`. */
export class Unknowns {
  private readonly texts = new Set<string>();

  /** Of the output of a step; `output` is all of it. */
  add(alias: string, name: string): void {
    this.texts.add(`<${alias}.${name}>`);
  }

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** What stands for the whole output of a step of which nothing is known; undefined: something is. */
  wholeOutput(alias: string): string | undefined {
    const text = `<${alias}.output>`;
    return this.texts.has(text) ? text : undefined;
  }

  /** Whether some JSON has an unknown in it, however deep. */
  isIn(json: JsonValue): boolean {
    const text = this.isEmpty ? '' : JSON.stringify(json);
    return [...this.texts].some(unknown =>
      text.includes(JSON.stringify(unknown).slice(1, -1)),
    );
  }
}
