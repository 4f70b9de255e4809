import { randomUUID } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { IdsPort } from '../ports';

/** Ids of this process. */
export function systemIds(): IdsPort {
  const next = monotonicFactory();
  return {
    uuid: () => randomUUID(),
    ulid: at => next(at.getTime()).toLocaleLowerCase('en-US'),
    random: () => Math.random(),
  };
}
