import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `automation`. */
export type AutomationRow = Selectable<Tables['automation']>

/** The automations that concern the resource with this id, whether they are owned by it or not. [G13] */
export const readAutomationsOfResource = (db: Db, resourceId: string): Promise<AutomationRow[]> =>
  db.execute(
    db.sql
      .selectFrom('automation')
      .innerJoin('automation_related_resource as related', 'related.automation_id', 'automation.id')
      .selectAll('automation')
      .where('related.resource_id', '=', resourceId)
      .orderBy('automation.created')
      .orderBy('automation.id')
      .compile(),
  )
