import { describe } from 'vitest';
import { workspaceSuite } from './suite/suite';

describe('workspace on engine 1.62.0, Node shell over stdio', () => workspaceSuite('1.62.0-node-stdio'));
