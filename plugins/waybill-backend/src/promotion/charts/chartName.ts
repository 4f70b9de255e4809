import { z } from 'zod';

/**
 * The name of a chart, or of one that it depends on. It becomes part of paths, here and in Helm, so that what it must not hold is
 * refused where it is read.
 */
export const chartName = z
  .string({ error: 'must be a text; what reads as a number needs quotes' })
  .max(250)
  .regex(/^[A-Za-z0-9][\w.-]*$/, {
    error: ({ input }) =>
      `expected the name of a chart (letters, digits, "-", "_" and "."), found ${JSON.stringify(
        input,
      )}`,
  });
