/** Functions of Helm's templates that give something else each time. */
const RANDOM =
  /\b(rand(?:AlphaNum|Alpha|Numeric|Ascii|Bytes|Int)|shuffle|uuidv4|gen(?:PrivateKey|CA|CAWithKey|SelfSignedCert|SelfSignedCertWithKey|SignedCert|SignedCertWithKey)|htpasswd|bcrypt|encryptAES|now|ago)\b/g;

/**
 * Which functions in a chart's files, values included since templates may be in them, may make one render unlike the next. Of a
 * packed subchart it cannot be told, so its name stands for it.
 */
export function randomFunctions(files: ReadonlyMap<string, Buffer>): string[] {
  const found = new Set<string>();
  for (const [path, content] of files) {
    if (path.endsWith('.tgz')) {
      found.add(path);
      continue;
    }
    const actions = content.toString('utf8').split('{{').slice(1);
    for (const action of actions) {
      for (const [name] of action.split('}}', 1)[0].matchAll(RANDOM)) {
        found.add(name);
      }
    }
  }
  return [...found].sort();
}
