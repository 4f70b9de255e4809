// @ts-check

/**
 * Promotions that try another one again, and the steps that they carry over from it.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('promotions', table => {
    table.string('retry_of').comment('The Promotion that this one tries again');
    table
      .string('retry_from', 16)
      .comment('failed-step or start: where the retry begins');
  });
  await knex.schema.alterTable('promotion_steps', table => {
    table
      .text('ran_by_json')
      .comment('The Promotion that ran it, where a retry carried it over');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  // By hand: the builder would make the tables anew on SQLite, and others refer to them.
  await knex.raw('ALTER TABLE promotion_steps DROP COLUMN ran_by_json');
  await knex.raw('ALTER TABLE promotions DROP COLUMN retry_from');
  await knex.raw('ALTER TABLE promotions DROP COLUMN retry_of');
};
