const SHORT_DIGEST = 7;

/** `nginx:1.26.0` of `registry.example.com/library/nginx:1.26.0@sha256:…`. */
export function shortImage(image: string): string {
  const [name, digest] = image.split('@');
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes(':') || !digest
    ? last
    : `${last}@${digest.replace(/^sha256:/, '').slice(0, SHORT_DIGEST)}`;
}
