import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // What the actor's rules ask of the hold beyond being free: the distance from others and what a
  // day may hold. The trigger holds it against them and does not keep it.
  `ALTER TABLE hold ADD COLUMN limits jsonb`,
  `CREATE FUNCTION keep_limits() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    apart interval := make_interval(secs => coalesce((NEW.limits ->> 'apartSeconds')::float8, 0));
    around tstzrange := tstzrange(lower(NEW.during) - apart, upper(NEW.during) + apart, '[)');
    day tstzrange := tstzrange(
      (NEW.limits ->> 'dayFrom')::timestamptz, (NEW.limits ->> 'dayTo')::timestamptz, '[)');
    consults bigint;
    minutes float8;
  BEGIN
    IF EXISTS (SELECT FROM hold WHERE actor_id = NEW.actor_id AND during && around) THEN
      RAISE EXCEPTION 'too near to another hold' USING ERRCODE = 'exclusion_violation';
    END IF;
    IF NEW.limits ? 'dayFrom' THEN
      SELECT count(*), coalesce(sum(extract(epoch FROM upper(during) - lower(during))) / 60, 0)
      INTO consults, minutes
      FROM hold WHERE actor_id = NEW.actor_id AND during && day AND lower(during) <@ day;
      IF consults >= (NEW.limits ->> 'consults')::integer
        OR minutes + extract(epoch FROM upper(NEW.during) - lower(NEW.during)) / 60
          > (NEW.limits ->> 'minutes')::integer THEN
        RAISE EXCEPTION 'too much for the day' USING ERRCODE = 'exclusion_violation';
      END IF;
    END IF;
    NEW.limits := NULL;
    RETURN NEW;
  END $$`,
  // Most have neither buffers nor maxima, and pay nothing.
  `CREATE TRIGGER hold_keeps_limits BEFORE INSERT ON hold
    FOR EACH ROW WHEN (NEW.limits IS NOT NULL) EXECUTE FUNCTION keep_limits()`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
