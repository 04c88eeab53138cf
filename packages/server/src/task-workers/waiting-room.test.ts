import { expect, test } from 'vitest'
import { WaitingRoom } from './waiting-room.ts'

const enter = (room: WaitingRoom, keys: string[], called: string[], name: string) => {
  const place = room.enter(keys)
  place.called.then(() => called.push(name))
  return place
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('the one who has waited longest for a key is called, once', async () => {
  const [room, called] = [new WaitingRoom(), [] as string[]]
  enter(room, ['b'], called, 'other key')
  enter(room, ['a', 'b'], called, 'first')
  enter(room, ['a'], called, 'second')
  room.callOne(['a'])
  await settled()
  expect(called).toEqual(['first'])
  room.callOne(['a'])
  await settled()
  expect(called).toEqual(['first', 'second'])
})

test('one who was called and leaves passes the call on, one who was not does not', async () => {
  const [room, called] = [new WaitingRoom(), [] as string[]]
  const first = enter(room, ['a'], called, 'first')
  const second = enter(room, ['a'], called, 'second')
  enter(room, ['a'], called, 'third')
  second.leave()
  await settled()
  expect(called).toEqual([])
  room.callOne(['a'])
  first.leave()
  await settled()
  expect(called).toEqual(['first', 'third'])
})

test('all are called at once', async () => {
  const [room, called] = [new WaitingRoom(), [] as string[]]
  enter(room, ['a'], called, 'first')
  enter(room, ['b'], called, 'second')
  room.callAll()
  room.callOne(['a', 'b'])
  await settled()
  expect(called).toEqual(['first', 'second'])
})
