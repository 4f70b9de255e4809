// @ts-check

/**
 * That Freight was to be verified in a Stage, and was not.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('freight_stages', table => {
    table
      .text('failed_json')
      .comment(
        'How its newest verification there ended; null: well, or not at all',
      );
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('freight_stages', table => {
    table.dropColumn('failed_json');
  });
};
