/** Of a document that lists one manifest per platform. */
export const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

export const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** For the header `accept` of a request for a manifest. */
export const ANY_MANIFEST = [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ');
