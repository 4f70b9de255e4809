import {
  Gate,
  PipelineDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  DefinitionRead,
  PipelineEntity,
} from '@waybill/backstage-plugin-waybill-backend/src/ports';

/** The catalog, the files that its entities point at, and what the platform says of them. */
export class Definitions {
  /** Undefined: not in the catalog now. */
  readonly entities = new Map<string, PipelineEntity>();
  /** By URL; a number that goes up with each change is the ETag. */
  readonly files = new Map<
    string,
    { version: number; definition: PipelineDefinition }
  >();
  /** Stages that the platform keeps closed, by `<project>/<stage>`, and since when in virtual milliseconds. */
  readonly frozen = new Map<string, { since: number; gate: Gate }>();

  read(url: string, etag: string | undefined): DefinitionRead {
    const file = this.files.get(url);
    if (!file) {
      return { status: 'gone', message: `${url}: 404` };
    }
    const { version, definition } = file;
    if (String(version) === etag) {
      return { status: 'unchanged' };
    }
    const text = JSON.stringify(definition);
    return {
      status: 'read',
      etag: String(version),
      files: [{ path: 'waybill.yaml', text }],
    };
  }

  parse(text: string): PipelineDefinition {
    return JSON.parse(text);
  }

  frozenSince(project: string, stage: string): number | undefined {
    return this.frozen.get(`${project}/${stage}`)?.since;
  }

  gatesOf(project: string, stage: string): Gate[] {
    const found = this.frozen.get(`${project}/${stage}`);
    return found ? [found.gate] : [];
  }

  freeze(project: string, stage: string, now: number, gate: Gate): void {
    if (!this.frozen.has(`${project}/${stage}`)) {
      this.frozen.set(`${project}/${stage}`, { since: now, gate });
    }
  }
}
