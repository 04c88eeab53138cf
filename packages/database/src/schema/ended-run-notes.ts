import { ENDED } from './ended-types.ts'

/*
 * PostgreSQL notes by triggers which runs ended and which do so no more, so that every replica's tally can follow
 * what the others change. (In SQLite there is one writer, whose connection has triggers of its own.) A note costs a
 * transition 0.03 ms; notes that every replica has had time to read are deleted.
 */

/** The table of notes. */
export const NOTES_TABLE = 'reeve_ended_run_note'

/** The key in `reeve_meta` under which stands below which transaction notes were deleted. */
export const NOTES_DELETED_BELOW = 'ended_run_notes_deleted_below'

const FUNCTION = 'reeve_note_ended_run'

const microseconds = (interval: string) => `(extract(epoch FROM ${interval}) * 1000000)::bigint`

/** What a tally needs of the times of an ended run; `row` is what its columns are called by. */
export const endedRunTimes = (row: string) => ({
  /** Intervals: to be summed as such, because converting each takes longer than reading it. */
  runTime: `greatest(interval '0', ${row}.total_run_time)`,
  /** Nothing is later than null. */
  lateness: `greatest(interval '0', ${row}.start_time - ${row}.expected_start_time)`,
  /** When the minute began that it was expected in, in seconds. */
  expected: `floor(extract(epoch FROM ${row}.expected_start_time) / 60)::bigint * 60`,
})

/** Sums of them in microseconds, as text: they may be larger than what JSON's numbers are read as. */
export function sumsOfEndedRuns(row: string): string {
  const { runTime, lateness } = endedRunTimes(row)
  const total = (interval: string) => `${microseconds(`sum(${interval})`)}::text`
  return `count(*)::integer AS runs, ${total(runTime)} AS "runTime", ${total(lateness)} AS lateness`
}

function note(row: 'OLD' | 'NEW', sign: 1 | -1): string {
  const { runTime, lateness, expected } = endedRunTimes(row)
  return `INSERT INTO ${NOTES_TABLE} (state_type, state_name, expected, runs, run_time, lateness)
    VALUES (${row}.state_type, ${row}.state_name, ${expected}, ${sign}, ${sign} * ${microseconds(runTime)},
      ${sign} * ${microseconds(lateness)});`
}

const TRIGGERS = {
  reeve_note_inserted_run: `AFTER INSERT ON flow_run FOR EACH ROW WHEN (NEW.state_type IN ${ENDED})`,
  reeve_note_deleted_run: `AFTER DELETE ON flow_run FOR EACH ROW WHEN (OLD.state_type IN ${ENDED})`,
  reeve_note_updated_run: `AFTER UPDATE OF state_type, state_name, expected_start_time, start_time, total_run_time
    ON flow_run FOR EACH ROW WHEN (OLD.state_type IN ${ENDED} OR NEW.state_type IN ${ENDED})`,
}

/** The statements that make the table of notes and what fills it; done again they change nothing. */
export const createEndedRunNotes = (): string[] => [
  `CREATE TABLE IF NOT EXISTS ${NOTES_TABLE} (
    transaction bigint NOT NULL DEFAULT txid_current(),
    state_type state_type NOT NULL,
    state_name varchar,
    expected bigint,
    runs integer NOT NULL,
    run_time bigint NOT NULL,
    lateness bigint NOT NULL
  )`,
  `CREATE INDEX IF NOT EXISTS reeve_ix_ended_run_note__transaction ON ${NOTES_TABLE} (transaction)`,
  `CREATE OR REPLACE FUNCTION ${FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state_type IN ${ENDED} THEN ${note('OLD', -1)} END IF;
    IF TG_OP <> 'DELETE' AND NEW.state_type IN ${ENDED} THEN ${note('NEW', 1)} END IF;
    RETURN NULL;
  END $$`,
  ...Object.entries(TRIGGERS).flatMap(([name, when]) => [
    `DROP TRIGGER IF EXISTS ${name} ON flow_run`,
    `CREATE TRIGGER ${name} ${when} EXECUTE FUNCTION ${FUNCTION}()`,
  ]),
]

/** The statements that take all of it away. */
export const dropEndedRunNotes = (): string[] => [
  ...Object.keys(TRIGGERS).map((name) => `DROP TRIGGER IF EXISTS ${name} ON flow_run`),
  `DROP FUNCTION IF EXISTS ${FUNCTION}()`,
  `DROP TABLE IF EXISTS ${NOTES_TABLE}`,
]
