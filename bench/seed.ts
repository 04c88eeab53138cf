import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { flowRows, type Rows, runRows } from './seed-rows.ts'

const CHUNK = 5_000

/** Puts rows into a database that has its tables. */
interface Sink {
  open(): Promise<void>
  insert(rows: Rows): Promise<void>
  close(): Promise<void>
}

/**
 * Fills a database, whoever made its tables, with `size` runs as they were at `now`. Indexes are taken down before
 * and made again afterwards, and foreign keys are not looked at: both would take most of the time.
 */
export async function seed(url: string, { size, now }: { size: number; now: number }): Promise<void> {
  const sink = url.startsWith('postgres') ? postgresqlSink(url) : sqliteSink(url)
  await sink.open()
  await sink.insert(flowRows(now))
  for (let from = 0; from < size; from += CHUNK) {
    for (const rows of runRows({ from, to: Math.min(size, from + CHUNK), size, now })) await sink.insert(rows)
  }
  await sink.close()
}

const OF_RUNS = "('flow_run', 'flow_run_state')"

function sqliteSink(file: string): Sink {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  let indexes: string[] = []
  return {
    async open() {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000')
      const found = database
        .prepare(
          `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ${OF_RUNS}`,
        )
        .all()
      indexes = found.map(({ sql }) => String(sql))
      for (const { name } of found) database.exec(`DROP INDEX "${name}"`)
    },
    async insert({ table, columns, rows }) {
      const places = columns.map(() => '?').join(', ')
      const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
      database.exec('BEGIN')
      for (const row of rows) statement.run(...row)
      database.exec('COMMIT')
    },
    async close() {
      for (const sql of indexes) database.exec(sql)
      database.exec('PRAGMA optimize = 0x10002; PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

function postgresqlSink(url: string): Sink {
  const client = new pg.Client({ connectionString: url })
  const types = new Map<string, string>()
  let indexes: string[] = []
  return {
    async open() {
      await client.connect()
      await client.query(
        "SET session_replication_role = replica; SET TIME ZONE 'UTC'; SET synchronous_commit = off",
      )
      const columns = await client.query(
        `SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_schema = 'public'`,
      )
      for (const row of columns.rows) types.set(`${row.table_name}.${row.column_name}`, row.udt_name)
      const found = await client.query(
        `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ${OF_RUNS}
           AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)`,
      )
      indexes = found.rows.map(({ indexdef }) => indexdef)
      for (const { indexname } of found.rows) await client.query(`DROP INDEX "${indexname}"`)
    },
    async insert({ table, columns, rows }) {
      const typeOf = (column: string) => types.get(`${table}.${column}`) ?? 'text'
      const names = columns.map((column) => `"${column}"`).join(', ')
      const values = columns.map((column) => value(column, typeOf(column))).join(', ')
      const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
      await client.query(
        `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${lists}) AS input (${names})`,
        columns.map((_, index) => rows.map((row) => row[index] ?? null)),
      )
    },
    async close() {
      for (const definition of indexes) await client.query(definition)
      await client.query('VACUUM ANALYZE flow_run, flow_run_state, flow')
      await client.query('CHECKPOINT')
      await client.end()
    },
  }
}

/** SQLite keeps an interval as the instant so long after 1970. */
const value = (column: string, type: string) =>
  type === 'interval' ? `"${column}"::timestamp - timestamp '1970-01-01'` : `"${column}"::${type}`
