import { registerBlocks } from '../operations/blocks/register-blocks.ts'
import type { Service } from './service.ts'

/** How soon a registration that failed is tried again. */
const RETRY_SECONDS = 10

/** Registers the block types that come with the server. [J3] */
export const blockRegistration: Service = {
  name: 'block registration',
  settingSwitch: 'server.register_blocks_on_start',
  once: true,
  intervalSeconds: () => RETRY_SECONDS,
  tick: registerBlocks,
}
