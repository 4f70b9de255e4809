/** Throws for keys of a policy that nothing enforces. */
export function refuseOthers(where: string, written: unknown, built: string[]) {
  const others = Object.keys(Object(written)).filter(
    key => !built.includes(key),
  );
  if (others.length > 0) {
    throw new Error(
      `${where}: ${others.join(', ')} ${
        others.length > 1 ? 'are' : 'is'
      } not built yet; remove it, or what it should keep from happening would happen`,
    );
  }
}
