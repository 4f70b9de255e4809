import {
  Freight,
  FreightStatus,
  FreightWithStatus,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbFreightRow, DbFreightStageRow } from '../../tables';

/** Rows as Freight. */
export function toFreight(row: DbFreightRow): Freight {
  return {
    id: row.id,
    alias: row.alias,
    warehouse: row.warehouse,
    createdAt: column.readTime(row.created_at),
    ...column.readJson<Pick<Freight, 'images' | 'commits' | 'charts'>>(
      row.artifacts_json,
    ),
  };
}

/** Rows as Freight with all that has happened to it, in the order of the rows. */
export async function withStatus(
  tx: Knex,
  pipelineId: string,
  rows: DbFreightRow[],
): Promise<FreightWithStatus[]> {
  const happened = new Map<string, DbFreightStageRow[]>();
  if (rows.length > 0) {
    const stageRows = await tx<DbFreightStageRow>('freight_stages')
      .where({ pipeline_id: pipelineId })
      .whereIn(
        'freight_id',
        rows.map(row => row.id),
      )
      .orderBy('stage');
    for (const row of stageRows) {
      happened.set(row.freight_id, [
        ...(happened.get(row.freight_id) ?? []),
        row,
      ]);
    }
  }
  return rows.map(row => ({
    ...toFreight(row),
    status: toStatus(row, happened.get(row.id) ?? []),
  }));
}

function toStatus(
  row: DbFreightRow,
  stages: DbFreightStageRow[],
): FreightStatus {
  const status: FreightStatus = {
    currentlyIn: {},
    verifiedIn: {},
    approvedFor: {},
    rejected: column.readJsonOrUndefined(row.rejected_json),
  };
  for (const entry of stages) {
    if (entry.currently_since !== null) {
      status.currentlyIn[entry.stage] = {
        since: column.readTime(entry.currently_since),
      };
    }
    if (entry.verified_at !== null) {
      status.verifiedIn[entry.stage] = {
        verifiedAt: column.readTime(entry.verified_at),
        ...(entry.longest_soak_ms !== null && {
          longestSoakSeconds: Number(entry.longest_soak_ms) / 1000,
        }),
      };
    } else if (entry.failed_json !== null) {
      // A verification that is repeated, and fails, takes no mark away.
      status.failedIn = {
        ...status.failedIn,
        [entry.stage]: column.readJson(entry.failed_json),
      };
    }
    if (entry.approved_at !== null && entry.approved_by_json !== null) {
      status.approvedFor[entry.stage] = {
        approvedAt: column.readTime(entry.approved_at),
        by: column.readJson(entry.approved_by_json),
        ...(entry.approved_reason !== null && {
          reason: entry.approved_reason,
        }),
      };
    }
  }
  return status;
}
