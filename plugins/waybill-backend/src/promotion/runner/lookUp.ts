import {
  FreightWithStatus,
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { MetadataPort } from '@waybill/backstage-plugin-waybill-node';
import { ExpressionLookup } from '../expressions/PendingLookup';

/**
 * What an expression asks about a Stage or a Freight, in Kargo's words. Null: there is no such Stage or Freight, or nothing has
 * been written down about it.
 */
export async function lookUp(
  metadata: MetadataPort,
  { kind, name }: ExpressionLookup,
  signal: AbortSignal,
): Promise<JsonValue> {
  switch (kind) {
    case 'stageMetadata':
      return unlessEmpty(await metadata.ofStage(name, signal));
    case 'freightMetadata':
      return unlessEmpty((await metadata.ofFreight(name, signal))?.metadata);
    default: {
      const found = await metadata.ofFreight(name, signal);
      return found ? freightStatus(found.freight, found.metadata) : null;
    }
  }
}

function unlessEmpty(metadata: JsonObject | undefined): JsonValue {
  return metadata && Object.keys(metadata).length > 0 ? metadata : null;
}

/** `status` of Kargo's Freight. */
function freightStatus(
  { status }: FreightWithStatus,
  metadata: JsonObject,
): JsonObject {
  const { currentlyIn, verifiedIn, approvedFor } = status;
  return {
    currentlyIn: mapValues(currentlyIn, ({ since }) => ({ since })),
    verifiedIn: mapValues(verifiedIn, ({ verifiedAt, longestSoakSeconds }) => ({
      verifiedAt,
      ...(longestSoakSeconds !== undefined && {
        longestSoak: goDuration(longestSoakSeconds),
      }),
    })),
    approvedFor: mapValues(approvedFor, ({ approvedAt }) => ({ approvedAt })),
    metadata,
  };
}

function mapValues<T>(
  values: Record<string, T>,
  map: (value: T) => JsonObject,
): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, map(value)]),
  );
}

/** `1h2m3s`, as Go writes durations. */
function goDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = `${whole % 60}s`;
  if (hours > 0) {
    return `${hours}h${minutes}m${rest}`;
  }
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
