import { adminRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { PREFECT_VERSION } from '../http/versions.ts'
import {
  chooseResultStorage,
  forgetResultStorage,
  readResultStorage,
} from '../operations/flow-runs/result-storage.ts'
import { settingsTree } from '../settings/tree.ts'

/** What operators ask about the server, and decide for all clients. */
export const adminBindings: readonly BoundRoute[] = [
  bind(routes.readVersion, () => PREFECT_VERSION),
  bind(routes.readSettings, (ctx) => settingsTree(ctx.settings)),

  bind(routes.readServerDefaultResultStorage, (ctx) => readResultStorage(ctx)),
  bind(routes.updateServerDefaultResultStorage, (ctx, { body }) =>
    chooseResultStorage(ctx, body.default_result_storage_block_id),
  ),
  bind(routes.clearServerDefaultResultStorage, (ctx) => forgetResultStorage(ctx)),
]
