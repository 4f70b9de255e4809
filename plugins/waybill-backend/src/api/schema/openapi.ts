import { changelogSchemas } from './changelogSchemas';
import { freightSchemas } from './freightSchemas';
import { arrayOf, objectOf, ref } from './objects';
import { paths } from './paths';
import { pipelineSchemas } from './pipelineSchemas';
import { promotionSchemas } from './promotionSchemas';

/** The API under `/api/waybill`, which the router validates requests and answers against. */
export const openapi = {
  openapi: '3.0.3',
  info: {
    title: 'waybill',
    version: '1',
    description:
      'Promotes Freight through the Stages of catalog entities. Visibility comes first: an entity the caller cannot see answers 404.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [{ url: '/' }],
  paths,
  components: {
    schemas: {
      ...freightSchemas,
      ...changelogSchemas,
      ...pipelineSchemas,
      ...promotionSchemas,
      Validation: objectOf({
        valid: { type: 'boolean' },
        errors: arrayOf(ref('DefinitionError')),
      }),
    },
  },
};
