import { teeth } from '../teeth';
import { putInPlace } from '../teeth/putInPlace';
import { Finding } from './Tally';

/** What a process with a deliberate fault in it answers. */
export interface Bite {
  tooth: string;
  /** Undefined: nothing caught it. */
  finding: Finding | undefined;
}

/** Runs seeds with a deliberate fault until one is caught. */
async function main([name, from, count]: string[]): Promise<void> {
  const tooth = teeth.find(it => it.name === name);
  if (!tooth) {
    throw new Error(`There is no tooth '${name}'`);
  }
  putInPlace(tooth);
  const { migratedTemplate } = require('../database/migratedTemplate');
  const { runSeed } =
    require('../run/runSeed') as typeof import('../run/runSeed');
  const template: Buffer = await migratedTemplate();
  let finding: Finding | undefined;
  for (
    let seed = Number(from);
    !finding && seed < Number(from) + Number(count);
    seed += 1
  ) {
    const { violation } = await runSeed(seed, template);
    finding = violation && { seed, ...violation };
  }
  const bite: Bite = { tooth: name, finding };
  process.send?.(bite, () => process.exit());
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
