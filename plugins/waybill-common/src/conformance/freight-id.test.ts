import { FreightContents, freightId, freightIdText } from '../rules/freightId';
import {
  ConformanceCase,
  describeConformance,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  freight: FreightContents & {
    origin: { kind: string; name: string };
    artifacts?: object[];
  };
  expect: { preimage: string; id: string };
}

/** The files leave out what Go leaves empty. */
function filled(freight: Case['freight']): FreightContents {
  return {
    ...freight,
    images: freight.images?.map(image => ({
      ...image,
      tag: image.tag ?? '',
      digest: image.digest ?? '',
    })),
  };
}

describeConformance<Case>('freight-id.json', {
  notYet: ({ freight }) =>
    freight.artifacts ? 'artifacts of other types' : undefined,
  answer: ({ freight }) => {
    const origin = `${freight.origin.kind}/${freight.origin.name}`;
    return {
      preimage: freightIdText(origin, filled(freight)),
      id: freightId(origin, filled(freight)),
    };
  },
});
