import { expect, it } from 'vitest'
import { NOW } from '../transitions/testing.ts'
import {
  artifactCollectionEvent,
  concurrencyLimitEvent,
  flowEvent,
  legacyConcurrencyLimitEvent,
  variableEvent,
} from './index.ts'

const occurrence = { id: 'event', occurred: NOW }

it('of a flow', () => {
  expect(flowEvent('created', { id: 'f', name: 'flow', tags: ['t'], labels: {} }, occurrence)).toEqual({
    id: 'event',
    occurred: NOW,
    event: 'prefect.flow.created',
    resource: { 'prefect.resource.id': 'prefect.flow.f', 'prefect.resource.name': 'flow' },
    related: [],
    payload: { name: 'flow', tags: ['t'], labels: {} },
    follows: null,
  })
})

it('of a variable', () => {
  const variable = { id: 'v', name: 'name', value: { a: [1] }, tags: ['t'] }
  expect(variableEvent('updated', variable, occurrence)).toMatchObject({
    event: 'prefect.variable.updated',
    resource: { 'prefect.resource.id': 'prefect.variable.v', 'prefect.resource.name': 'name' },
    payload: { name: 'name', value: { a: [1] }, tags: ['t'] },
  })
})

it('of a global limit, without its slots', () => {
  const limit = { id: 'l', name: 'limit', limit: 3, active: true, slot_decay_per_second: 0, active_slots: 2 }
  expect(concurrencyLimitEvent('deleted', limit, occurrence)).toMatchObject({
    event: 'prefect.concurrency-limit.deleted',
    resource: { 'prefect.resource.id': 'prefect.concurrency-limit.l', 'prefect.resource.name': 'limit' },
  })
  expect(concurrencyLimitEvent('deleted', limit, occurrence).payload).toEqual({
    name: 'limit',
    limit: 3,
    active: true,
    slot_decay_per_second: 0,
  })
})

it('of an older limit on a tag', () => {
  expect(
    legacyConcurrencyLimitEvent('deleted', { id: 'l', tag: 'tag', concurrency_limit: 3 }, occurrence),
  ).toMatchObject({
    event: 'prefect.concurrency-limit.deleted',
    resource: { 'prefect.resource.name': 'tag' },
    payload: { tag: 'tag', concurrency_limit: 3 },
  })
})

it('of an artifact collection, with what its newest artifact belongs to', () => {
  const collection = { id: 'c', key: 'k', latest_id: 'a', type: 'markdown', data: 'x', description: null }
  const event = artifactCollectionEvent(
    'created',
    { ...collection, flow_run_id: 'f', task_run_id: 't' },
    occurrence,
  )
  expect(event).toMatchObject({
    event: 'prefect.artifact-collection.created',
    resource: { 'prefect.resource.id': 'prefect.artifact-collection.c', 'prefect.resource.name': 'k' },
    payload: { key: 'k', type: 'markdown', data: 'x', description: null },
  })
  expect(event.related).toEqual([
    { 'prefect.resource.id': 'prefect.artifact.a', 'prefect.resource.role': 'latest' },
    { 'prefect.resource.id': 'prefect.flow-run.f', 'prefect.resource.role': 'flow-run' },
    { 'prefect.resource.id': 'prefect.task-run.t', 'prefect.resource.role': 'task-run' },
  ])
  const alone = artifactCollectionEvent(
    'updated',
    { ...collection, flow_run_id: null, task_run_id: null },
    occurrence,
  )
  expect(alone.related).toHaveLength(1)
})
