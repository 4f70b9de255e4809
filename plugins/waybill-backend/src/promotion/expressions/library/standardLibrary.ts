import { collectionFunctions } from './collectionFunctions';
import { conversionFunctions } from './conversionFunctions';
import { LibraryFunction } from './LibraryCall';
import { numberFunctions } from './numberFunctions';
import { predicateFunctions } from './predicateFunctions';
import { stringFunctions } from './stringFunctions';
import { timeFunctions } from './timeFunctions';

/** expr-lang's own functions, by name; every expression has them. */
export const standardLibrary: ReadonlyMap<string, LibraryFunction> = new Map([
  ...predicateFunctions,
  ...collectionFunctions,
  ...stringFunctions,
  ...numberFunctions,
  ...conversionFunctions,
  ...timeFunctions,
]);
