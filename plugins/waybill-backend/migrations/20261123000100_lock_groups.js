// @ts-check

/**
 * Lock groups: of the Stages that share one, one promotes at a time.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lock_groups', table => {
    table.comment('Who has which lock; a group that was ever used has its row');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('lock_groups_pipeline_fk')
      .comment('Groups are of one pipeline');
    table.string('name').notNullable().comment('Name of the group');
    table.string('promotion_id').comment('Who has it; null: nobody');
    table.string('stage').comment('The Stage of that Promotion');
    table.primary(['pipeline_id', 'name'], 'lock_groups_pk');
    table.index(['promotion_id'], 'lock_groups_promotion_idx');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lock_groups');
};
