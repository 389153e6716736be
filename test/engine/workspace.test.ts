import { describe } from 'vitest';
import { workspaceSuite } from './workspace/suite';

describe('workspace on engine 1.62.0', () => workspaceSuite('1.62.0'));
