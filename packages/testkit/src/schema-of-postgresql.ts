import { connect } from './connect.ts'
import type { Named, SchemaFacts, TableFacts } from './schema-facts.ts'

/** The facts of all tables that are not Reeve's own, in the form of the contract. */
const TABLES = `
  SELECT c.relname AS name,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'nullable', NOT a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
      FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM pg_class AS c
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'reeve%'`

const CONSTRAINTS = `
  SELECT conrelid::regclass::text AS table, conname AS name, contype AS type, pg_get_constraintdef(oid) AS def,
    ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k(n, i)
      JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY i) AS columns,
    confrelid::regclass::text AS ref_table,
    ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k(n, i)
      JOIN pg_attribute ON attrelid = confrelid AND attnum = n ORDER BY i) AS ref_columns,
    confdeltype AS on_delete, confupdtype AS on_update
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c')`

/** An expression comes in brackets of its own. Option bits: 1 is DESC, 2 is NULLS FIRST; only B-trees have them. */
const INDEXES = `
  SELECT i.indrelid::regclass::text AS table, c.relname AS name, i.indisunique AS "unique", am.amname AS method,
    pg_get_expr(i.indpred, i.indrelid) AS "where",
    (SELECT json_agg(json_strip_nulls(json_build_object(
        'column', a.attname,
        'expression', CASE WHEN a.attname IS NULL
          THEN regexp_replace(pg_get_indexdef(i.indexrelid, k.n::integer, false), '^\\((\\(.*\\))\\)$', '\\1') END,
        'desc', i.indoption[k.n - 1] & 1 = 1,
        'nulls_first', CASE WHEN am.amname = 'btree' THEN i.indoption[k.n - 1] & 2 = 2 END,
        'opclass', CASE WHEN NOT o.opcdefault THEN o.opcname END)) ORDER BY k.n)
      FROM generate_series(1, i.indnkeyatts) AS k(n)
      JOIN pg_opclass AS o ON o.oid = i.indclass[k.n - 1]
      LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n - 1] AND a.attnum > 0
    ) AS columns
  FROM pg_index AS i
  JOIN pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_am AS am ON am.oid = c.relam
  WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND contype = 'u')`

const ENUMS = `
  SELECT t.typname AS name, json_agg(e.enumlabel ORDER BY e.enumsortorder) AS values
  FROM pg_type AS t JOIN pg_enum AS e ON e.enumtypid = t.oid GROUP BY t.typname`

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
}

interface Constraint extends Record<string, unknown> {
  table: string
  name: string
  type: 'p' | 'f' | 'u' | 'c'
  def: string
  columns: string[]
  ref_table: string
  ref_columns: string[]
  on_delete: string
  on_update: string
}

/** Reads the tables and enumerated types of a PostgreSQL database. */
export async function schemaOfPostgresql(
  url: string,
): Promise<{ readonly tables: SchemaFacts; readonly enums: Readonly<Record<string, readonly string[]>> }> {
  const client = await connect(url)
  try {
    const tables = (await client.query<{ name: string; columns: TableFacts['columns'] }>(TABLES)).rows
    const constraints = (await client.query<Constraint>(CONSTRAINTS)).rows
    const indexes = (await client.query<Named & { table: string }>(INDEXES)).rows
    const enums = (await client.query<{ name: string; values: string[] }>(ENUMS)).rows
    return {
      tables: Object.fromEntries(
        tables.map(({ name, columns }) => [name, { columns, ...tableFacts(name, constraints, indexes) }]),
      ),
      enums: Object.fromEntries(enums.map(({ name, values }) => [name, values])),
    }
  } finally {
    await client.end()
  }
}

function tableFacts(
  name: string,
  constraints: readonly Constraint[],
  indexes: readonly (Named & { table: string })[],
): Omit<TableFacts, 'columns'> {
  const of = (type: Constraint['type']) =>
    constraints.filter((constraint) => unquoted(constraint.table) === name && constraint.type === type)
  const [primaryKey] = of('p')
  return {
    primary_key: primaryKey?.columns ?? [],
    primary_key_name: primaryKey?.name ?? null,
    foreign_keys: of('f').map((key) => ({
      name: key.name,
      columns: key.columns,
      ref_table: unquoted(key.ref_table),
      ref_columns: key.ref_columns,
      on_delete: ACTIONS[key.on_delete],
      on_update: ACTIONS[key.on_update],
    })),
    unique_constraints: of('u').map((unique) => ({ name: unique.name, columns: unique.columns })),
    check_constraints: of('c').map((check) => ({ name: check.name, def: check.def })),
    indexes: indexes.filter(({ table }) => unquoted(table) === name).map(({ table: _, ...index }) => index),
  }
}

const unquoted = (name: string) => name.replaceAll('"', '')
