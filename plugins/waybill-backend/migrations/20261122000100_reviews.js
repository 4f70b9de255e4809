// @ts-check

/**
 * What people said to steps that ask for it.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotion_reviews', table => {
    table.comment(
      'What people said to steps that ask for it; rows are never changed',
    );
    table
      .string('promotion_id')
      .notNullable()
      .references('id')
      .inTable('promotions')
      .withKeyName('promotion_reviews_promotion_fk')
      .comment('The Promotion');
    table
      .string('alias')
      .notNullable()
      .comment('The step of it that asks; an alias is a step’s own');
    table
      .integer('seq')
      .notNullable()
      .comment('1, 2, …: the order in which they came');
    table.string('user_ref').notNullable().comment('Who signed');
    table
      .string('decision', 8)
      .notNullable()
      .comment('approve or reject; the last one of a person counts');
    table.text('reason').comment('Why, in the words of who signed');
    table
      .text('ownership_json')
      .notNullable()
      .comment('Who they were and what they belonged to: refs, as a list');
    table.bigInteger('at').notNullable().comment('When');
    table.primary(['promotion_id', 'alias', 'seq'], 'promotion_reviews_pk');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promotion_reviews');
};
