import { json } from '@reeve/database'
import { BUILT_AT, databases, sequentialIds } from '@reeve/testkit'
import type { Automation } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { automationBindings } from './automations.ts'
import { useApi } from './testing.ts'

const ids = sequentialIds(0xa0)

describe.each(databases)('automations on $name', (kind) => {
  const api = useApi(kind, automationBindings)

  /** An automation of a database that another server has worked on. */
  async function automationOf(...resources: readonly string[]): Promise<string> {
    const identity = () => ({ id: ids.next(), created: BUILT_AT, updated: BUILT_AT })
    const automation = {
      ...identity(),
      name: 'made before',
      description: '',
      trigger: json({ type: 'event', expect: ['prefect.flow-run.Failed'] }),
      actions: json([{ type: 'do-nothing' }]),
      tags: json(['kept']),
    }
    await api().ctx.database.write(async ({ sql }) => {
      await sql.insertInto('automation').values(automation).execute()
      const related = resources.map((resource_id) => ({
        ...identity(),
        automation_id: automation.id,
        resource_id,
      }))
      await sql.insertInto('automation_related_resource').values(related).execute()
    })
    return automation.id
  }

  const found = async (resource: string) =>
    (await api().call<Automation[]>('GET', `/automations/related-to/${resource}`)).body

  test('those that concern a resource are told, and no others', async () => {
    const one = await automationOf('prefect.deployment.one')
    const both = await automationOf('prefect.deployment.one', 'prefect.deployment.two')
    expect((await found('prefect.deployment.one')).map(({ id }) => id)).toEqual([one, both])
    expect(await found('prefect.deployment.two')).toMatchObject([
      {
        id: both,
        name: 'made before',
        enabled: true,
        tags: ['kept'],
        trigger: { type: 'event', expect: ['prefect.flow-run.Failed'] },
        actions: [{ type: 'do-nothing' }],
        actions_on_trigger: [],
      },
    ])
  })

  test('a resource that nothing concerns has none', async () => {
    expect(await found('prefect.deployment.nobody')).toEqual([])
  })
})
