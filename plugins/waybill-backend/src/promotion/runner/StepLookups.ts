import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { MetadataPort } from '@waybill/backstage-plugin-waybill-node';
import { ExpressionValue, fromJson } from '../expressions/ExpressionValue';
import { ExpressionLookup, PendingLookup } from '../expressions/PendingLookup';
import { lookUp } from './lookUp';

const ASKS = /\b(?:stageMetadata|freightMetadata|freightStatus)\b/;
/** A config that asks for more is not one that a person wrote. */
const MAX_LOOKUPS = 100;
/** Under which answers stand in a step's record. */
const KEY = 'lookups';

/** What the expressions of one step ask about Stages and Freight. */
export interface StepLookups {
  /** Throws a `PendingLookup` for what `resolve` has not been told of. */
  answered(lookup: ExpressionLookup): ExpressionValue;
  /**
   * Looks up all that evaluating asks for. What else goes wrong while evaluating is left to who evaluates for good; only what the
   * store says when it fails is thrown.
   *
   * @param text - where the functions may be called; nothing is evaluated when they are not named there
   */
  resolve(
    text: string,
    evaluate: () => unknown,
    signal: AbortSignal,
  ): Promise<void>;
}

/**
 * @remarks Answers are put into the step's record before they count: when the step is run again after a crash, or on the new tip of
 * a branch, its expressions give what they gave before, whatever was written down meanwhile.
 */
export function createStepLookups(options: {
  metadata: MetadataPort;
  record(): Readonly<JsonObject>;
  note(patch: JsonObject): Promise<void>;
}): StepLookups {
  const { metadata, record, note } = options;
  const answers = (): JsonObject => {
    const noted = record()[KEY];
    return noted && typeof noted === 'object' && !Array.isArray(noted)
      ? noted
      : {};
  };
  const keyOf = ({ kind, name }: ExpressionLookup) => `${kind}:${name}`;

  return {
    answered(lookup) {
      const known = answers();
      const key = keyOf(lookup);
      if (!Object.hasOwn(known, key)) {
        throw new PendingLookup(lookup);
      }
      return fromJson(known[key] ?? null);
    },
    async resolve(text, evaluate, signal) {
      if (!ASKS.test(text)) {
        return;
      }
      for (let count = 0; count < MAX_LOOKUPS; count += 1) {
        const lookup = pendingIn(evaluate);
        if (!lookup) {
          return;
        }
        const answer = await lookUp(metadata, lookup, signal);
        await note({ [KEY]: { ...answers(), [keyOf(lookup)]: answer } });
      }
    },
  };
}

function pendingIn(evaluate: () => unknown): ExpressionLookup | undefined {
  try {
    evaluate();
    return undefined;
  } catch (error) {
    return error instanceof PendingLookup ? error.lookup : undefined;
  }
}
