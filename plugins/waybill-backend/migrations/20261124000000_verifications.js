// @ts-check

/**
 * Verifications: what verified, or did not verify, what a Promotion has brought.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('stage_history', table => {
    table
      .text('verifications_json')
      .comment('By AnalysisRuns, newest first; null: by health alone, or none');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('stage_history', table => {
    table.dropColumn('verifications_json');
  });
};
