// @ts-check

/**
 * Pipelines, what was discovered for them and what their Stages run.
 *
 * All times are milliseconds since 1970 by the database's clock; columns ending in `_json` hold JSON.
 *
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('pipelines', table => {
    table.comment('A pipeline and the catalog entity it is bound to');
    table.string('id').primary('pipelines_pk').comment('Id of its own');
    table
      .string('entity_ref')
      .notNullable()
      .comment('The entity it is bound to; follows a rename');
    table.string('entity_uid').notNullable().comment('Uid of that entity');
    table
      .text('entity_json')
      .notNullable()
      .comment('What the catalog last said of the entity');
    table
      .bigInteger('entity_gone_at')
      .comment('Since when the entity or its annotation is gone');
    table
      .string('project')
      .comment('Project of the last good definition; bound to this pipeline');
    table
      .string('state', 16)
      .notNullable()
      .comment('ok, invalid, unreadable or orphaned');
    table
      .text('errors_json')
      .notNullable()
      .comment('What is wrong with the definition, with file, line, column');
    table.text('source_url').comment('Where the definition is read');
    table.text('etag').comment('Of the definition as last read');
    table
      .text('files_json')
      .comment(
        'The definition as last read, so that a new parser needs no network',
      );
    table.string('parser_version').comment('Parser that last read the files');
    table
      .text('definition_json')
      .comment('The last good definition; what runs');
    table.bigInteger('read_at').comment('When the source last answered');
    table.bigInteger('created_at').notNullable().comment('When it was bound');
    table.unique(['entity_ref'], { indexName: 'pipelines_entity_ref_uq' });
    table.unique(['project'], { indexName: 'pipelines_project_uq' });
  });

  await knex.schema.createTable('warehouses', table => {
    table.comment('What the last look at a Warehouse brought');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('warehouses_pipeline_fk')
      .comment('Pipeline it belongs to');
    table.string('name').notNullable().comment('Name of the Warehouse');
    table.bigInteger('last_checked_at').comment('When it was last looked at');
    table.text('error').comment('Why the last look failed; a sentence');
    table
      .text('found_json')
      .comment('How many candidates the last good look saw and matched');
    table
      .text('artifacts_json')
      .comment('What the last good look discovered, by subscription');
    table
      .text('cursors_json')
      .comment(
        'What is needed to look again without fetching, by subscription',
      );
    table.primary(['pipeline_id', 'name'], 'warehouses_pk');
  });

  await knex.schema.createTable('freight', table => {
    table.comment('Freight; immutable but for alias and rejection');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('freight_pipeline_fk')
      .comment('Pipeline it belongs to');
    table.string('id', 64).notNullable().comment('Hash of what it contains');
    table.string('alias').notNullable().comment('Name for people');
    table.string('warehouse').notNullable().comment('Warehouse it comes from');
    table.bigInteger('created_at').notNullable().comment('When discovered');
    table
      .text('artifacts_json')
      .notNullable()
      .comment('Its images, commits and charts');
    table
      .text('rejected_json')
      .comment('Who said that it must go nowhere, when and why');
    table.primary(['pipeline_id', 'id'], 'freight_pk');
    table.unique(['pipeline_id', 'alias'], { indexName: 'freight_alias_uq' });
    table.index(
      ['pipeline_id', 'created_at', 'id'],
      'freight_pipeline_created_idx',
    );
    table.index(
      ['pipeline_id', 'warehouse', 'created_at', 'id'],
      'freight_warehouse_created_idx',
    );
  });

  await knex.schema.createTable('freight_stages', table => {
    table.comment('What has happened to Freight in one Stage');
    table.string('pipeline_id').notNullable().comment('Pipeline of both');
    table.string('freight_id', 64).notNullable().comment('The Freight');
    table.string('stage').notNullable().comment('Name of the Stage');
    table
      .bigInteger('currently_since')
      .comment('Since when it is in the Stage; null: it is not');
    table.bigInteger('verified_at').comment('When it was first verified there');
    table
      .bigInteger('longest_soak_ms')
      .comment('Longest completed stay, in milliseconds');
    table.bigInteger('approved_at').comment('When somebody approved it');
    table.text('approved_by_json').comment('Who did');
    table.text('approved_reason').comment('And why');
    table.primary(['pipeline_id', 'freight_id', 'stage'], 'freight_stages_pk');
    table
      .foreign(['pipeline_id', 'freight_id'], 'freight_stages_freight_fk')
      .references(['pipeline_id', 'id'])
      .inTable('freight');
    table.index(['pipeline_id', 'stage'], 'freight_stages_stage_idx');
  });

  await knex.schema.createTable('stages', table => {
    table.comment('What is remembered of a Stage; locked before it changes');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('stages_pipeline_fk')
      .comment('Pipeline it belongs to');
    table.string('name').notNullable().comment('Name of the Stage');
    table
      .text('state_json')
      .notNullable()
      .comment('Current Freight, verification, holds, health');
    table.primary(['pipeline_id', 'name'], 'stages_pk');
  });

  await knex.schema.createTable('stage_history', table => {
    table.comment('What a Stage ran; a row per Succeeded Promotion');
    table.bigIncrements('seq').comment('Order of events');
    table
      .string('pipeline_id')
      .notNullable()
      .references('id')
      .inTable('pipelines')
      .withKeyName('stage_history_pipeline_fk')
      .comment('Pipeline of the Stage');
    table.string('stage').notNullable().comment('Name of the Stage');
    table.string('promotion_id').notNullable().comment('What brought it');
    table.string('freight_id', 64).notNullable().comment('Freight promoted');
    table
      .text('collection_json')
      .notNullable()
      .comment('All that ran from then on, by origin');
    table.boolean('rollback').notNullable().comment('Whether it went back');
    table.boolean('verified').notNullable().comment('Whether it was verified');
    table.bigInteger('at').notNullable().comment('When the Promotion ended');
    table.unique(['pipeline_id', 'stage', 'promotion_id'], {
      indexName: 'stage_history_promotion_uq',
    });
    table.index(['pipeline_id', 'stage', 'seq'], 'stage_history_stage_idx');
  });
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('stage_history');
  await knex.schema.dropTable('stages');
  await knex.schema.dropTable('freight_stages');
  await knex.schema.dropTable('freight');
  await knex.schema.dropTable('warehouses');
  await knex.schema.dropTable('pipelines');
};
