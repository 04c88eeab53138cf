import { parentPort, workerData } from 'node:worker_threads'
import { openWriting } from './open-connection.ts'

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread')

const connection = openWriting(workerData.file, workerData.durability)

port.on('message', (message: 'carry' | 'close') => {
  if (message === 'close') {
    connection.close()
    port.close()
    return
  }
  // Passive: waits for nobody and holds up nobody, and leaves what readers still need.
  connection.run('PRAGMA wal_checkpoint(PASSIVE)', [])
  port.postMessage('carried')
})
