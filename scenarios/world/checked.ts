/** A world beside the entries it was made from: what the checks look at. */
import type { Repository, Server, World } from '../../sim/model/index.ts'
import type { MapNode } from '../document/tree.ts'
import type { RequirementsIn } from '../schema/policies.ts'
import type { RepositoryIn } from '../schema/repositories.ts'
import type { ServerIn } from '../schema/servers.ts'
import type { BuiltCloud } from './cloud.ts'
import type { DraftJob } from './jobs.ts'
import type { Built, Scope } from './scope.ts'

export interface Checked {
  readonly world: World
  readonly scope: Scope
  readonly document: MapNode
  readonly servers: readonly Built<Server, ServerIn>[]
  readonly repositories: readonly Built<Repository, RepositoryIn>[]
  /** The provider's, then those of the first tenant of each entry: the other tenants' are alike. */
  readonly jobs: readonly DraftJob[]
  readonly cloud: BuiltCloud | undefined
  readonly requirements: RequirementsIn
}
