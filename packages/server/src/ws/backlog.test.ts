import { expect, test } from 'vitest'
import { Backlog } from './backlog.ts'

async function collect(backlog: Backlog<number>, until: AbortController, count: number): Promise<number[]> {
  const seen: number[] = []
  for await (const message of backlog.drain(until.signal)) {
    seen.push(message)
    if (seen.length === count) until.abort()
  }
  return seen
}

test('messages come out in the order in which they went in, before and after the reader came', async () => {
  const backlog = new Backlog<number>(10)
  backlog.add([1, 2])
  const seen = collect(backlog, new AbortController(), 4)
  await Promise.resolve()
  backlog.add([3])
  backlog.add([4])
  expect(await seen).toEqual([1, 2, 3, 4])
})

test('when the reader is behind by its size, the newest messages are dropped', async () => {
  const backlog = new Backlog<number>(3)
  backlog.add([1, 2])
  backlog.add([3, 4])
  backlog.add([5])
  expect(await collect(backlog, new AbortController(), 3)).toEqual([1, 2, 3])
})

test('the end of the connection ends a reader that waits', async () => {
  const until = new AbortController()
  const seen = collect(new Backlog<number>(3), until, 1)
  until.abort()
  expect(await seen).toEqual([])
})
