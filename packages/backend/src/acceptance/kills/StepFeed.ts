import { Client } from 'pg';

/** A step of a Promotion has got so far, and this very moment it is in the database. */
export interface StepEvent {
  promotion: string;
  alias: string;
  status: string;
  /** The connection's name: which backend wrote it. */
  app: string;
}

const CHANNEL = 'waybill_steps';

/** Has the database tell what the backends write about steps, as soon as they have committed it. */
export async function startStepFeed(
  database: string,
  onEvent: (event: StepEvent) => void,
): Promise<{ stop(): Promise<void> }> {
  const client = new Client({ connectionString: database });
  await client.connect();
  await client.query(`
    CREATE OR REPLACE FUNCTION public.tell_step() RETURNS trigger AS $$
    BEGIN
      PERFORM pg_notify('${CHANNEL}', json_build_object(
        'promotion', NEW.promotion_id, 'alias', NEW.alias, 'status', NEW.status,
        'app', current_setting('application_name'))::text);
      RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER tell_step AFTER UPDATE OF status ON waybill.promotion_steps
      FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION public.tell_step();
  `);
  client.on('notification', ({ payload }) => onEvent(JSON.parse(payload!)));
  await client.query(`LISTEN ${CHANNEL}`);
  return { stop: () => client.end() };
}
