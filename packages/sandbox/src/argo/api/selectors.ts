import { KubeObject } from '../KubeObject';
import { badRequest } from '../StatusError';

type Predicate = (object: KubeObject) => boolean;

/** `a=b,c!=d,e in (f,g),h notin (i),j,!k` */
export function labelPredicate(selector: string): Predicate {
  const parts = selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
  const predicates = parts.map(part => {
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part);
    if (set) {
      const values = set[3].split(',').map(value => value.trim());
      return onLabel(
        set[1],
        value => values.includes(value ?? '') === (set[2] === 'in'),
      );
    }
    const pair = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s=]*)$/.exec(part);
    if (pair) {
      return onLabel(
        pair[1],
        value => (value === pair[3]) === (pair[2] !== '!='),
      );
    }
    const existence = /^(!?)([^\s!=()]+)$/.exec(part);
    if (existence) {
      return onLabel(
        existence[2],
        value => (value !== undefined) === (existence[1] === ''),
      );
    }
    throw badRequest(`unable to parse requirement: found '${part}'`);
  });
  return object => predicates.every(predicate => predicate(object));
}

/** `metadata.name=a,metadata.namespace!=b`: as for every custom resource, no other fields. */
export function fieldPredicate(selector: string): Predicate {
  const predicates = selector
    .split(',')
    .filter(Boolean)
    .map(part => {
      const match = /^(metadata\.(name|namespace))(==|=|!=)(.*)$/.exec(part);
      if (!match) {
        throw badRequest(`field label not supported: ${part.split(/[!=]/)[0]}`);
      }
      const field = match[2] as 'name' | 'namespace';
      return (object: KubeObject) =>
        (object.metadata[field] === match[4]) === (match[3] !== '!=');
    });
  return object => predicates.every(predicate => predicate(object));
}

function onLabel(
  key: string,
  test: (value: string | undefined) => boolean,
): Predicate {
  return object => test(object.metadata.labels?.[key]);
}
