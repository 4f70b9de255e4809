// @ts-check

/**
 * What promotions write down about Stages and Freight.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('metadata', table => {
    table.comment('What promotions wrote down; a row per key');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('metadata_pipeline_fk')
      .comment('Pipeline it belongs to');
    table.string('kind', 16).notNullable().comment('Stage or Freight');
    table
      .string('subject')
      .notNullable()
      .comment('Name of the Stage, id of the Freight');
    table.string('key').notNullable().comment('As the manifest names it');
    table.text('value_json').notNullable().comment('Any JSON');
    table.primary(['pipeline_id', 'kind', 'subject', 'key'], 'metadata_pk');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('metadata');
};
