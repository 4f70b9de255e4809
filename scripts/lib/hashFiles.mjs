import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** One hash over all files below the given paths, tests left out. */
export function hashFiles(paths) {
  const hash = crypto.createHash('sha256');
  const visit = file => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) {
        if (!['node_modules', 'dist', 'coverage'].includes(name))
          visit(path.join(file, name));
      }
    } else if (!/\.test\.tsx?$/.test(file)) {
      hash.update(file).update('\0').update(fs.readFileSync(file));
    }
  };
  paths.forEach(visit);
  return hash.digest('hex');
}
