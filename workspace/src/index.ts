// What the package exports as `rocketchat-app-workspace`.
export { ADMIN } from './adminUser';
export type { AppPersistence } from './bridges/appPersistence';
export type { Clock } from './clock';
export { type Instance, killGroup } from './cluster/Instance';
export { type Cluster, startCluster } from './cluster/startCluster';
export { hashPassword } from './login/password';
export type { EphemeralMessage, MessageDocument } from './messages';
export { type RunningWorkspace, startWorkspace, type WorkspaceOptions } from './startWorkspace';
export type { UserDocument } from './users';
