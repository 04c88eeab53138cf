import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Fernet tokens: version, time, initialisation vector, ciphertext and their HMAC, in base64 for URLs. [J11] */
export interface Fernet {
  encrypt(text: string, seconds: number): string
  /** The text of a token; undefined if it was made with another key or is none. */
  decrypt(token: string): string | undefined
}

/** Of a key: half of it signs, half encrypts. */
const KEY_BYTES = 32
const VERSION = 0x80
const TIME_BYTES = 8
const IV_BYTES = 16
const MAC_BYTES = 32
const HEAD_BYTES = 1 + TIME_BYTES + IV_BYTES
const CIPHER = 'aes-128-cbc'

/** A fresh key. */
export const newFernetKey = (): string => padded(randomBytes(KEY_BYTES))

/** What encrypts with a key; undefined if the text is none. */
export function openFernet(key: string): Fernet | undefined {
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length !== KEY_BYTES) return undefined
  const [signing, encrypting] = [bytes.subarray(0, KEY_BYTES / 2), bytes.subarray(KEY_BYTES / 2)]
  const macOf = (signed: Buffer) => createHmac('sha256', signing).update(signed).digest()
  return {
    encrypt(text, seconds) {
      const head = Buffer.alloc(HEAD_BYTES, VERSION)
      head.writeBigUInt64BE(BigInt(Math.floor(seconds)), 1)
      const iv = randomBytes(IV_BYTES)
      iv.copy(head, 1 + TIME_BYTES)
      const cipher = createCipheriv(CIPHER, encrypting, iv)
      const signed = Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final()])
      return padded(Buffer.concat([signed, macOf(signed)]))
    },
    decrypt(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length <= HEAD_BYTES + MAC_BYTES || bytes[0] !== VERSION) return undefined
      const signed = bytes.subarray(0, -MAC_BYTES)
      if (!timingSafeEqual(macOf(signed), bytes.subarray(-MAC_BYTES))) return undefined
      const decipher = createDecipheriv(CIPHER, encrypting, signed.subarray(1 + TIME_BYTES, HEAD_BYTES))
      return decipher.update(signed.subarray(HEAD_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

/** Python reads base64 for URLs only with its padding. */
const padded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
