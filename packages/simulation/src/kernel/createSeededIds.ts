import { IdsPort } from '@waybill/backstage-plugin-waybill-backend/src/ports';
import { monotonicFactory } from 'ulid';
import { Chance } from './Chance';

/** Ids of one replica, and chance from the run's own source. */
export function createSeededIds(replica: string, chance: Chance): IdsPort {
  const next = monotonicFactory(() => chance.next());
  let count = 0;
  return {
    uuid() {
      count += 1;
      return `${replica}-${count}`;
    },
    ulid: at => next(at.getTime()).toLocaleLowerCase('en-US'),
    random: () => chance.next(),
  };
}
