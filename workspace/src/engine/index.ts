// What the package exports as `rocketchat-app-workspace/engines`.
export { ENGINE_VERSIONS, type EngineVersion, NEWEST_ENGINE } from './engineVersion';
export { fillEngineCache } from './fillEngineCache';
