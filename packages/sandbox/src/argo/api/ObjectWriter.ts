import { randomUUID } from 'crypto';
import { isDeepStrictEqual } from 'util';
import { KubeObject, ObjectMeta } from '../KubeObject';
import { ObjectStore } from '../ObjectStore';
import { apiVersionOf, ResourceType } from '../ResourceType';
import { pruneAndCheck } from '../schema/pruneAndCheck';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  notFound,
} from '../StatusError';

export interface WriteOptions {
  dryRun?: boolean;
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
}

export interface Written {
  object: KubeObject;
  /** For the client's `Warning` header. */
  warnings: string[];
}

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** Creates, replaces and deletes objects by the rules of the Kubernetes API: validation, pruning, identity, conflicts. */
export class ObjectWriter {
  constructor(
    private readonly store: ObjectStore,
    private readonly now: () => Date,
  ) {}

  create(
    type: ResourceType,
    given: KubeObject,
    options: WriteOptions = {},
  ): Written {
    const { object, warnings } = check(type, given, options);
    const { metadata } = object;
    if (!NAME.test(metadata.name ?? '') || metadata.name.length > 253) {
      throw invalid(type, metadata.name ?? '', [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: "${metadata.name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'`,
          field: 'metadata.name',
        },
      ]);
    }
    if (
      type.namespaced &&
      !this.store.get('namespaces', undefined, metadata.namespace ?? '')
    ) {
      throw notFound(
        { ...type, group: '', plural: 'namespaces' },
        metadata.namespace ?? '',
      );
    }
    if (this.store.get(type.plural, metadata.namespace, metadata.name)) {
      throw alreadyExists(type, metadata.name);
    }
    const { deletionTimestamp: _, ...rest } = metadata;
    const created: KubeObject = {
      ...object,
      metadata: {
        ...(rest as ObjectMeta),
        uid: randomUUID(),
        generation: 1,
        creationTimestamp: this.timestamp(),
      },
    };
    return {
      object: options.dryRun ? created : this.store.put(type.plural, created),
      warnings,
    };
  }

  /** A resourceVersion in the new object has to be the current one. */
  replace(
    type: ResourceType,
    existing: KubeObject,
    given: KubeObject,
    options: WriteOptions = {},
  ): Written {
    const { name, namespace } = existing.metadata;
    const { object, warnings } = check(type, given, options);
    const wanted = object.metadata;
    if (wanted.name !== name || (wanted.namespace ?? namespace) !== namespace) {
      throw badRequest(
        `the name of the object (${wanted.namespace}/${wanted.name}) does not match the name on the URL (${namespace}/${name})`,
      );
    }
    if (
      wanted.resourceVersion !== undefined &&
      wanted.resourceVersion !== existing.metadata.resourceVersion
    ) {
      throw conflict(type, name);
    }
    if (wanted.uid !== undefined && wanted.uid !== existing.metadata.uid) {
      throw conflict(
        type,
        name,
        `Precondition failed: UID in precondition: ${wanted.uid}, UID in object meta: ${existing.metadata.uid}`,
      );
    }
    const replaced: KubeObject = {
      ...object,
      metadata: {
        ...wanted,
        ...pickServerFields(existing.metadata),
        namespace,
      },
    };
    if (isDeepStrictEqual(plain(replaced), plain(existing))) {
      return { object: existing, warnings };
    }
    // Applications have no status subresource, so that their status counts as well.
    if (!isDeepStrictEqual(content(replaced), content(existing))) {
      replaced.metadata.generation = (existing.metadata.generation ?? 0) + 1;
    }
    if (options.dryRun) {
      return { object: replaced, warnings };
    }
    const done =
      replaced.metadata.deletionTimestamp &&
      !replaced.metadata.finalizers?.length;
    return {
      object: done
        ? this.store.remove(type.plural, replaced)
        : this.store.put(type.plural, replaced),
      warnings,
    };
  }

  /** With finalizers it stays, marked, until they are gone. */
  remove(type: ResourceType, existing: KubeObject): KubeObject {
    if (!existing.metadata.finalizers?.length) {
      return this.store.remove(type.plural, existing);
    }
    return existing.metadata.deletionTimestamp
      ? existing
      : this.store.put(type.plural, {
          ...existing,
          metadata: {
            ...existing.metadata,
            deletionTimestamp: this.timestamp(),
          },
        });
  }

  private timestamp(): string {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }
}

function check(
  type: ResourceType,
  given: KubeObject,
  options: WriteOptions,
): Written {
  if (given.apiVersion !== apiVersionOf(type) || given.kind !== type.kind) {
    throw badRequest(
      `expected ${apiVersionOf(type)} ${type.kind}, found ${given.apiVersion} ${
        given.kind
      }`,
    );
  }
  const { value, unknown, causes } = pruneAndCheck(given, type.schema);
  if (causes.length > 0) {
    throw invalid(type, given.metadata?.name ?? '', causes);
  }
  const warnings = unknown.map(field => `unknown field "${field}"`);
  if (options.fieldValidation === 'Strict' && warnings.length > 0) {
    throw badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${
        type.kind
      }: strict decoding error: ${warnings.join(', ')}`,
    );
  }
  return {
    object: value as KubeObject,
    warnings: options.fieldValidation === 'Ignore' ? [] : warnings,
  };
}

function pickServerFields(meta: ObjectMeta): Partial<ObjectMeta> {
  const { uid, creationTimestamp, deletionTimestamp, generation } = meta;
  return {
    uid,
    creationTimestamp,
    generation,
    ...(deletionTimestamp ? { deletionTimestamp } : {}),
  };
}

/** Without undefined fields and without the resourceVersion. */
function plain(object: KubeObject): unknown {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return JSON.parse(JSON.stringify({ ...object, metadata }));
}

function content(object: KubeObject): unknown {
  const { metadata: _, ...rest } = object;
  return JSON.parse(JSON.stringify(rest));
}
