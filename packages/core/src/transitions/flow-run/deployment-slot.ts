import type { DeploymentFacts, TransitionSettings } from '../facts.ts'

/** How long a deployment slot is held before its first renewal, in seconds. [F22] */
export const graceSeconds = (deployment: DeploymentFacts | null, settings: TransitionSettings): number =>
  deployment?.concurrency_options?.grace_period_seconds ?? settings.initialDeploymentLeaseSeconds
