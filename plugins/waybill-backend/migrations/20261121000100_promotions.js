// @ts-check

/**
 * Promotions, their steps, and the keys that keep a repeated request from making a second one.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotions', table => {
    table.comment('A Promotion with everything needed to run it, copied in');
    table
      .string('id')
      .primary('promotions_pk')
      .comment('<stage>.<ulid>.<first 7 of the Freight>');
    table
      .string('ulid', 26)
      .notNullable()
      .comment('The middle of the id; its order is the order of asking');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('promotions_pipeline_fk')
      .comment('Pipeline of the Stage');
    table
      .string('entity_ref')
      .notNullable()
      .comment('The entity when it was asked for');
    table.string('project').notNullable().comment('Project of the pipeline');
    table.string('stage').notNullable().comment('Name of the Stage');
    table.string('freight_id', 64).notNullable().comment('What to promote');
    table.string('origin').notNullable().comment('Warehouse/<name>');
    table
      .text('collection_json')
      .comment('All Freight by origin; set when it starts');
    table.string('phase', 16).notNullable().comment('Phase, in Kargo’s words');
    table.text('message').comment('What it waits for, or how it ended');
    table.text('created_by_json').notNullable().comment('Who asked');
    table.bigInteger('created_at').notNullable().comment('When asked');
    table.bigInteger('started_at').comment('When it got the Stage');
    table.bigInteger('finished_at').comment('When it ended');
    table.text('reason').comment('Why, in the words of who asked');
    table.boolean('rollback').notNullable().comment('Whether it goes back');
    table
      .string('hold_intent', 8)
      .comment('hold or resume: what its end does to auto-promotion');
    table.string('shard').comment('Name of the Argo CD instance');
    table.text('vars_json').notNullable().comment('Variables, copied');
    table.text('steps_json').notNullable().comment('Steps, copied');
    table
      .text('health_checks_json')
      .notNullable()
      .comment('Health checks that its steps registered');
    table.text('gates_json').notNullable().comment('What it waits for');
    table.text('abort_json').comment('Who asked to abort it, when and why');
    table.index(['pipeline_id', 'ulid'], 'promotions_pipeline_idx');
    table.index(['pipeline_id', 'stage', 'ulid'], 'promotions_stage_idx');
  });
  // The last line of defence: one Promotion runs per Stage, whatever the engine believes.
  await knex.raw(
    `CREATE UNIQUE INDEX promotions_running_uq ON promotions (pipeline_id, stage) WHERE phase = 'Running'`,
  );
  await knex.raw(
    `CREATE INDEX promotions_unfinished_idx ON promotions (pipeline_id, stage) WHERE finished_at IS NULL`,
  );

  await knex.schema.createTable('promotion_steps', table => {
    table.comment('What each step of a Promotion did');
    table
      .string('promotion_id')
      .notNullable()
      .references('id')
      .inTable('promotions')
      .withKeyName('promotion_steps_promotion_fk')
      .comment('The Promotion');
    table.integer('position').notNullable().comment('Counts from 0');
    table.string('alias').notNullable().comment('Name within the Promotion');
    table.string('uses').notNullable().comment('Which step it is');
    table.string('status', 16).notNullable().comment('Pending, Running, …');
    table.bigInteger('started_at').comment('When it first started');
    table.bigInteger('finished_at').comment('When it ended');
    table.text('message').comment('A sentence for people');
    table.text('output_json').comment('For later steps and for people');
    table.integer('error_count').notNullable().comment('Errors in a row');
    table
      .text('record_json')
      .notNullable()
      .comment('What it noted of its own effects; never shown');
    table.primary(['promotion_id', 'position'], 'promotion_steps_pk');
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('Requests to promote that carried an Idempotency-Key');
    table.string('scope', 512).notNullable().comment('Who, and on which Stage');
    table.string('key').notNullable().comment('The key');
    table
      .string('fingerprint')
      .notNullable()
      .comment('Of the request, so that a key used twice is noticed');
    table.string('promotion_id').notNullable().comment('What it made');
    table.bigInteger('created_at').notNullable().comment('When it came');
    table.primary(['scope', 'key'], 'idempotency_keys_pk');
    table.index(['created_at'], 'idempotency_keys_created_idx');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
  await knex.schema.dropTable('promotion_steps');
  await knex.schema.dropTable('promotions');
};
