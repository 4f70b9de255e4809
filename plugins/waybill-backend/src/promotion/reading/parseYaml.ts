import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { parseAllDocuments, ScalarTag, Tags } from 'yaml';
import { assertReadable } from './assertReadable';

/** Of YAML 1.1, what Kubernetes' readers do not know, or know otherwise. */
const UNKNOWN_TAGS = ['timestamp', 'binary', 'omap', 'pairs', 'set', 'bool'];

/** Without `y` and `n`, which are names of keys more often than answers. */
const bool: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: text => /^(?:y|t|on)/i.test(text),
};

/**
 * The first document of a YAML text as Kubernetes and Helm read it: YAML 1.1, where `yes` is true, but dates stay texts. Null for an
 * empty one.
 */
export function parseYaml(text: string): JsonValue {
  assertReadable(text);
  const documents = parseAllDocuments(text, {
    version: '1.1',
    merge: true,
    customTags: kubernetesTags,
  });
  if ('empty' in documents) {
    return null;
  }
  const [document] = documents;
  if (document.errors.length) {
    throw new InputError(document.errors[0].message);
  }
  try {
    return document.toJS() as JsonValue;
  } catch (error) {
    // What aliases come to is only known now.
    throw new InputError(error instanceof Error ? error.message : 'invalid');
  }
}

function kubernetesTags(tags: Tags): Tags {
  const known = tags.filter(
    tag =>
      typeof tag === 'string' ||
      !(
        UNKNOWN_TAGS.some(name => tag.tag === `tag:yaml.org,2002:${name}`) ||
        // 12:30 is a text.
        ('format' in tag && tag.format === 'TIME')
      ),
  );
  return [...known, bool];
}
