// @ts-check

/**
 * The engine's work items, and the audit trail.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('work_items', table => {
    table.comment('Due pieces of engine work; the one scheduling mechanism');
    table
      .string('id', 512)
      .primary('work_items_pk')
      .comment('<kind>:<pipeline>/<name>');
    table.string('kind', 32).notNullable().comment('Which handler does it');
    table.string('pipeline_id').comment('Pipeline it is about, if any');
    table.string('name').notNullable().comment('What it is about');
    table.bigInteger('next_at').notNullable().comment('When it is due');
    table
      .integer('pokes')
      .notNullable()
      .comment(
        'Counts requests to look now, so that none during a claim is lost',
      );
    table.integer('claimed_pokes').comment('That count when it was claimed');
    table.string('claim_token').comment('Fences the writes of who claimed it');
    table.string('claimed_by').comment('Worker that did');
    table.bigInteger('lease_until').comment('When the claim ends by itself');
    table.integer('failures').notNullable().comment('Failures in a row');
    table.text('last_error').comment('Of the last failure');
    table
      .text('memory_json')
      .notNullable()
      .comment('What the handler remembers between its turns');
    table.index(['kind', 'next_at'], 'work_items_due_idx');
    table.index(['next_at'], 'work_items_overdue_idx');
    table.index(['pipeline_id'], 'work_items_pipeline_idx');
  });

  await knex.schema.createTable('audit', table => {
    table.comment('Who did what; append-only, chained by hash per pipeline');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('audit_pipeline_fk')
      .comment('Pipeline it is about');
    table.integer('seq').notNullable().comment('Counts from 1 per pipeline');
    table.bigInteger('at').notNullable().comment('When');
    table.text('actor_json').notNullable().comment('Who');
    table.string('action').notNullable().comment('promotion.created, …');
    table.string('stage').comment('Stage it is about, if any');
    table.string('subject').comment('Freight, Promotion, … it is about');
    table
      .text('detail_json')
      .notNullable()
      .comment('What else there is to say');
    table
      .string('previous_hash', 64)
      .notNullable()
      .comment('Of the row before');
    table.string('hash', 64).notNullable().comment('SHA-256 over all of it');
    table.primary(['pipeline_id', 'seq'], 'audit_pk');
  });

  await knex.schema.createTable('audit_heads', table => {
    table.comment('Newest row of each chain; locked before one is appended');
    table
      .string('pipeline_id')
      .primary('audit_heads_pk')
      .comment('Pipeline of the chain');
    table.integer('seq').notNullable().comment('Of the newest row');
    table.string('hash', 64).notNullable().comment('Of the newest row');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_heads');
  await knex.schema.dropTable('audit');
  await knex.schema.dropTable('work_items');
};
