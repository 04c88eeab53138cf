import { readFileSync } from 'node:fs'
import type { JsonObject } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { HydrationError, hydrate, hydrateLeniently } from './index.ts'
import { Unrendered } from './placeholders.ts'

interface Recorded {
  values: JsonObject
  hydrated?: JsonObject
  error?: string
}

/** What Prefect 3.8.8 makes of these values with the options below. */
const recorded = JSON.parse(
  readFileSync(new URL('../data/parameter-hydrations.json', import.meta.url), 'utf8'),
) as Recorded[]

const OPTIONS = {
  variables: { v: 'value!', js: '{"q": 1}', n: { deep: [1] } },
  renderJinja: true,
  jinjaContext: { name: 'Ann', obj: { k: [1, 2] } },
}

const placeholder = (kind: string, given: JsonObject): JsonObject => ({ __prefect_kind: kind, ...given })

describe('placeholders are filled in as Prefect does', () => {
  it.each(recorded)('$values', async ({ values, hydrated, error }) => {
    const outcome = hydrate(values, OPTIONS)
    if (error === undefined) expect(await outcome).toEqual(hydrated)
    else await expect(outcome).rejects.toThrow(new HydrationError(error))
  })
})

describe('hydrate', () => {
  it('reads variables from a map as well', async () => {
    const values = { a: placeholder('workspace_variable', { variable_name: 'v' }) }
    expect(await hydrate(values, { variables: new Map([['v', 3]]) })).toEqual({ a: 3 })
  })

  it('finds no variable under the names that every object has', async () => {
    const values = { a: placeholder('workspace_variable', { variable_name: 'constructor' }) }
    await expect(hydrate(values, { variables: {} })).rejects.toThrow(
      "Variable 'constructor' not found in workspace.",
    )
  })

  it('refuses a template that is no text', async () => {
    const values = { a: placeholder('jinja', { template: 3 }) }
    await expect(hydrate(values, OPTIONS)).rejects.toThrow(HydrationError)
  })

  it('refuses values that are nested beyond what it can walk', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as JsonObject
    await expect(hydrate(deep)).rejects.toThrow('Values are nested too deeply.')
  })
})

describe('hydrateLeniently', () => {
  it('leaves what was not asked for as it is and marks what is wrong', async () => {
    const hydrated = await hydrateLeniently({
      template: placeholder('jinja', { template: '{{ x }}' }),
      variable: placeholder('workspace_variable', { variable_name: 'v' }),
      wrong: placeholder('json', { value: '{' }),
    })
    expect(hydrated).toEqual({
      template: new Unrendered('jinja', '{{ x }}'),
      variable: new Unrendered('workspace_variable', 'v'),
      wrong: new HydrationError(
        'Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
      ),
    })
  })
})
