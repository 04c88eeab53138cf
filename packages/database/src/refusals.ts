import type { DialectName } from './dialect.ts'
import { DatabaseRefused } from './errors.ts'
import { OWN_VERSION } from './schema/create.ts'
import { REVISIONS } from './schema/tables.ts'

/** What is known of a database before it is opened. */
export interface Found {
  /** True if it has no tables at all. */
  readonly isEmpty: boolean
  /** Rows of `alembic_version`; undefined without that table. */
  readonly revisions: readonly string[] | undefined
  /** The version of Reeve's own tables; undefined without them. */
  readonly ownVersion: string | undefined
}

/** Throws `DatabaseRefused` unless the database is empty or one that this release knows. */
export function refuseUnknown(dialect: DialectName, where: string, found: Found): void {
  if (found.isEmpty) return
  if (found.revisions === undefined) {
    throw new DatabaseRefused(
      'not-prefect',
      `Cannot open the database ${where}: it has tables, but none of Prefect's. Nothing was changed. ` +
        'Give an empty or new database, or one that Prefect 3.8 or Reeve made.',
    )
  }
  const [revision = 'none'] = found.revisions
  if (found.revisions.length !== 1 || revision !== REVISIONS[dialect]) {
    throw new DatabaseRefused(
      'unknown-revision',
      `Cannot open the database ${where}: its revision is "${found.revisions.join(', ') || 'none'}", and this release ` +
        `of Reeve knows "${REVISIONS[dialect]}" (Prefect 3.8.8). Nothing was changed. If an older Prefect made it, ` +
        'run "prefect server database upgrade" with Prefect 3.8.8; if a newer one did, upgrade Reeve.',
    )
  }
  if (found.ownVersion !== undefined && Number(found.ownVersion) > Number(OWN_VERSION)) {
    throw new DatabaseRefused(
      'newer-tables',
      `Cannot open the database ${where}: a newer Reeve made its tables (version ${found.ownVersion}, this release ` +
        `knows ${OWN_VERSION}). Nothing was changed. Upgrade Reeve, or run "reeve database release" with the newer one.`,
    )
  }
}
