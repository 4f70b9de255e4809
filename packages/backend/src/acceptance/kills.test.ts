import { createPoorRole, PoorRole } from './testing/createPoorRole';
import { manyKills } from './kills/manyKills';

jest.setTimeout(600_000);

const SUPERUSER = process.env.WAYBILL_TEST_POSTGRES;
const missing = SUPERUSER ? '' : 'WAYBILL_TEST_POSTGRES is not set';
if (missing && process.env.CI === 'true') throw new Error(missing);
const KILLS = Number(process.env.WAYBILL_KILLS ?? 6);

(missing ? describe.skip : describe)(
  `three backends on one PostgreSQL ${missing && `(${missing})`}`.trim(),
  () => {
    let role: PoorRole | undefined;

    afterAll(async () => {
      await role?.drop();
    });

    it(`lose and double nothing through ${KILLS} kills`, async () => {
      role = await createPoorRole(SUPERUSER!);
      const began = Date.now();
      const report = await manyKills({
        kills: KILLS,
        database: role.url,
        say: line =>
          process.env.WAYBILL_KILLS &&
          process.stderr.write(
            `${Math.round((Date.now() - began) / 1000)} s: ${line}\n`,
          ),
      });
      if (process.env.WAYBILL_KILLS) {
        process.stderr.write(`${JSON.stringify(report, null, 1)}\n`);
      }
      expect(report.wrongs).toEqual([]);
      expect(report.kills).toBe(KILLS);
      expect(report.promotions).toBeGreaterThan(0);
    });
  },
);
